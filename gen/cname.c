/* Names in generated code. */
#include "cname.h"

#include <string.h>

/* Identifiers that the headers of generated code define, or that C and C++ reserve: a
 * variable of that name would not compile, or would warn.  (Keywords never come from a
 * spec, but they may come from here: a name for an intermediate is made of words.) */
static const char *const taken[] = {
    "I",
    "NULL",
    "NAN",
    "INFINITY",
    "HUGE_VAL",
    "HUGE_VALF",
    "HUGE_VALL",
    "EOF",
    "SIZE_MAX",
    "INT8_MAX",
    "INT8_MIN",
    "INT16_MAX",
    "INT16_MIN",
    "INT32_MAX",
    "INT32_MIN",
    "INT64_MAX",
    "INT64_MIN",
    "UINT8_MAX",
    "UINT16_MAX",
    "UINT32_MAX",
    "UINT64_MAX",
    "INT64_C",
    "UINT64_C",
    "INT32_C",
    "UINT32_C",
    "INT8_C",
    "INT16_C",
    "UINT8_C",
    "UINT16_C",
    "INTMAX_C",
    "UINTMAX_C",
    "INTMAX_MAX",
    "INTMAX_MIN",
    "UINTMAX_MAX",
    "INT_MAX",
    "INT_MIN",
    "INTPTR_MAX",
    "INTPTR_MIN",
    "UINTPTR_MAX",
    "PTRDIFF_MAX",
    "PTRDIFF_MIN",
    "WCHAR_MAX",
    "WCHAR_MIN",
    "WINT_MAX",
    "WINT_MIN",
    "SIG_ATOMIC_MAX",
    "SIG_ATOMIC_MIN",
    "MATH_ERRNO",
    "MATH_ERREXCEPT",
    "M_PI",
    "M_PI_2",
    "M_PI_4",
    "M_1_PI",
    "M_2_PI",
    "M_2_SQRTPI",
    "M_E",
    "M_LOG2E",
    "M_LOG10E",
    "M_LN2",
    "M_LN10",
    "M_SQRT2",
    "M_SQRT1_2",
    "MAXFLOAT",
    "HUGE",
    "DOMAIN",
    "OVERFLOW",
    "UNDERFLOW",
    "SING",
    "PLOSS",
    "TLOSS",
    "FP_NAN",
    "FP_INFINITE",
    "FP_ZERO",
    "FP_NORMAL",
    "FP_SUBNORMAL",
    "FP_ILOGB0",
    "FP_ILOGBNAN",
    "X_TLOSS",
    "linux",
    "unix",
    "i386",
    "vax",
    "sun",
    "size_t",
    "ptrdiff_t",
    "wchar_t",
    "max_align_t",
    "nullptr_t",
    "intptr_t",
    "uintptr_t",
    "intmax_t",
    "uintmax_t",
    "int8_t",
    "int16_t",
    "int32_t",
    "int64_t",
    "uint8_t",
    "uint16_t",
    "uint32_t",
    "uint64_t",
    "int_fast8_t",
    "int_fast16_t",
    "int_fast32_t",
    "int_fast64_t",
    "int_least8_t",
    "int_least16_t",
    "int_least32_t",
    "int_least64_t",
    "float_t",
    "double_t",
    "offsetof",
    "signgam",
    "errno",
    "stdin",
    "stdout",
    "stderr",
    "math_errhandling",
    "assert",
    "isnan",
    "isinf",
    "isfinite",
    "isnormal",
    "signbit",
    "fpclassify",
    "isgreater",
    "isgreaterequal",
    "isless",
    "islessequal",
    "islessgreater",
    "isunordered",
    "acos",
    "acosh",
    "asin",
    "asinh",
    "atan",
    "atan2",
    "atanh",
    "cbrt",
    "ceil",
    "copysign",
    "cos",
    "cosh",
    "erf",
    "erfc",
    "exp",
    "exp2",
    "expm1",
    "fabs",
    "fdim",
    "floor",
    "fma",
    "fmax",
    "fmin",
    "fmod",
    "frexp",
    "hypot",
    "ilogb",
    "ldexp",
    "lgamma",
    "llrint",
    "llround",
    "log",
    "log10",
    "log1p",
    "log2",
    "logb",
    "lrint",
    "lround",
    "modf",
    "nan",
    "nearbyint",
    "nextafter",
    "nexttoward",
    "pow",
    "remainder",
    "remquo",
    "rint",
    "round",
    "scalbln",
    "scalbn",
    "sin",
    "sinh",
    "sqrt",
    "tan",
    "tanh",
    "tgamma",
    "trunc",
    "j0",
    "j1",
    "jn",
    "y0",
    "y1",
    "yn",
    "gamma",
    "drem",
    "scalb",
    "significand",
    "finite",
    "exp10",
    "pow10",
    "abs",
    "div",
    "index",
    "main",
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
    "class",
    "compl",
    "complex",
    "const",
    "const_cast",
    "constexpr",
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
    "imaginary",
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
    "union",
    "unsigned",
    "using",
    "virtual",
    "void",
    "volatile",
    "while",
    "xor",
    "xor_eq",
};

/* A name in use, and the number that the next name made from it gets. */
struct used {
    const char *s; /* interned */
    int next;
};

struct mdg_names {
    struct used *slot; /* open addressing by pointer; capacity is a power of 2 */
    size_t count, cap;
};

static struct used *find(const struct mdg_names *n, const char *s)
{
    size_t i = (size_t)(((uintptr_t)s >> 4) * 2654435761u) & (n->cap - 1);
    while (n->slot[i].s && n->slot[i].s != s) {
        i = (i + 1) & (n->cap - 1);
    }
    return &n->slot[i];
}

static void resize(struct mdg *m, struct mdg_names *n, size_t cap)
{
    struct mdg_names old = *n;
    n->cap = cap;
    n->slot = MDG_ARRAY(m, cap, struct used);
    for (size_t i = 0; i < old.cap; i++) {
        if (old.slot[i].s) {
            *find(n, old.slot[i].s) = old.slot[i];
        }
    }
}

static void use(struct mdg *m, struct mdg_names *n, const char *s)
{
    if (2 * (n->count + 1) > n->cap) {
        resize(m, n, n->cap ? 2 * n->cap : 1024);
    }
    struct used *u = find(n, s);
    n->count += !u->s;
    u->s = s;
}

struct mdg_names *mdg_names_new(struct mdg *m)
{
    struct mdg_names *n = MDG_NEW(m, struct mdg_names);
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        use(m, n, mdg_intern(m, taken[i]));
    }
    return n;
}

struct mdg_names *mdg_names_copy(struct mdg *m, const struct mdg_names *from)
{
    struct mdg_names *n = MDG_NEW(m, struct mdg_names);
    *n = *from;
    resize(m, n, from->cap);
    return n;
}

const char *mdg_name(struct mdg *m, struct mdg_names *names, const char *base)
{
    const char *b = mdg_intern(m, base), *s = b;
    while (find(names, s)->s) {
        struct used *u = find(names, b);
        u->next++;
        s = mdg_intern(m, u->next == 1 ? mdg_fmt(m, "%s_", base)
                                       : mdg_fmt(m, "%s_%d", base, u->next));
    }
    use(m, names, s);
    return s;
}
