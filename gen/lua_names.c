/* Names that are legal in generated C and C++. */
#include "lua_names.h"

#include <string.h>

static const char *const keywords[] = {
#define KEYWORD(name) #name,
#include "names.def"
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
