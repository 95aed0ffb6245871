/* Names that are legal in generated C and C++. */
#include "lua_names.h"

#include <string.h>

/* Keywords of C up to C23 and of C++ up to C++20; those that begin with '_' are refused
 * anyway. */
static const char *const keywords[] = {
    "alignas",
    "alignof",
    "and",
    "and_eq",
    "asm",
    "auto",
    "bitand",
    "bitor",
    "bool",
    "break",
    "case",
    "catch",
    "char",
    "char16_t",
    "char32_t",
    "char8_t",
    "class",
    "co_await",
    "co_return",
    "co_yield",
    "compl",
    "concept",
    "const",
    "const_cast",
    "consteval",
    "constexpr",
    "constinit",
    "continue",
    "decltype",
    "default",
    "delete",
    "do",
    "double",
    "dynamic_cast",
    "else",
    "enum",
    "explicit",
    "export",
    "extern",
    "false",
    "float",
    "for",
    "friend",
    "goto",
    "if",
    "inline",
    "int",
    "long",
    "mutable",
    "namespace",
    "new",
    "noexcept",
    "not",
    "not_eq",
    "nullptr",
    "operator",
    "or",
    "or_eq",
    "private",
    "protected",
    "public",
    "register",
    "reinterpret_cast",
    "requires",
    "restrict",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "static_assert",
    "static_cast",
    "struct",
    "switch",
    "template",
    "this",
    "thread_local",
    "throw",
    "true",
    "try",
    "typedef",
    "typeid",
    "typename",
    "typeof",
    "typeof_unqual",
    "union",
    "unsigned",
    "using",
    "virtual",
    "void",
    "volatile",
    "wchar_t",
    "while",
    "xor",
    "xor_eq",
};

static bool is_identifier(const char *s)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
    size_t head = strspn(s, letters), n = strlen(s);
    while (head && s[head] && strchr("0123456789", s[head])) {
        head++;
        head += strspn(s + head, letters);
    }
    return n > 0 && head == n;
}

void mdg_check_name(struct mdg *m, const char *name, const char *what)
{
    if (!is_identifier(name)) {
        mdg_err(m, m->at,
                "\"%.60s\" cannot be the name of %s\n  hint: names are C identifiers: "
                "letters, digits and '_', no digit first",
                name, what);
    }
    for (size_t k = 0; k < sizeof keywords / sizeof *keywords; k++) {
        if (!strcmp(name, keywords[k])) {
            mdg_err(m, m->at,
                    "\"%s\" cannot be the name of %s: it is a keyword of C or C++\n"
                    "  hint: choose another name, %s_ for instance",
                    name, what, name);
        }
    }
    if (!strncmp(name, "mdrt_", 5) || !strncmp(name, "MDRT_", 5) || name[0] == '_') {
        mdg_err(m, m->at,
                "\"%s\" cannot be the name of %s: names that begin with mdrt_, MDRT_ or _ "
                "are reserved\n  hint: choose another name",
                name, what);
    }
}
