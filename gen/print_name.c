/* Names as symbols: Greek letters, subscripts, bold for vectors and matrices. */
#include "print_name.h"

#include <string.h>

static const struct {
    const char *name;
    unsigned code;
    const char *latex;
} greek[] = {
#define GREEK(name, code, latex) {name, code, latex},
#include "print.def"
#undef GREEK
};

static const struct {
    const char *name;
    const char *text[4];
} functions[] = {
#define FUNC(name, unicode, latex, mathml) {name, {name, unicode, latex, mathml}},
#include "print.def"
#undef FUNC
};

enum {
    NGREEK = sizeof greek / sizeof *greek,
    NFUNCTIONS = sizeof functions / sizeof *functions
};

static int greek_of(const char *s, size_t n)
{
    for (int k = 0; k < NGREEK; k++) {
        if (strlen(greek[k].name) == n && memcmp(greek[k].name, s, n) == 0) {
            return k;
        }
    }
    return -1;
}

static void put_utf8(struct mdg *m, struct mdg_buf *b, unsigned c)
{
    char s[4];
    size_t n = 0;
    if (c < 0x80) {
        s[n++] = (char)c;
    } else if (c < 0x800) {
        s[n++] = (char)(0xc0 | c >> 6);
        s[n++] = (char)(0x80 | (c & 63));
    } else {
        s[n++] = (char)(0xf0 | c >> 18);
        s[n++] = (char)(0x80 | (c >> 12 & 63));
        s[n++] = (char)(0x80 | (c >> 6 & 63));
        s[n++] = (char)(0x80 | (c & 63));
    }
    mdg_putn(m, b, s, n);
}

/* Where the subscript begins: behind the first "_", or at trailing digits. */
static size_t base_length(const char *s, size_t *sub)
{
    const char *u = strchr(s, '_');
    size_t n = u ? (size_t)(u - s) : strlen(s);
    *sub = u && u[1] && n ? n + 1 : strlen(s);
    if (!u || !n) {
        n = strlen(s);
        size_t k = n;
        while (k > 0 && s[k - 1] >= '0' && s[k - 1] <= '9') {
            k--;
        }
        if (k > 0 && k < n) {
            *sub = k;
            return k;
        }
    }
    return n;
}

static void put_unicode(struct mdg *m, struct mdg_buf *b, const char *s)
{
    while (*s) { /* part by part: theta_0, grad_Theta */
        size_t n = strcspn(s, "_0123456789");
        int k = greek_of(s, n);
        if (k >= 0) {
            put_utf8(m, b, greek[k].code);
        } else {
            mdg_putn(m, b, s, n);
        }
        s += n;
        n = strspn(s, "_0123456789");
        mdg_putn(m, b, s, n);
        s += n;
    }
}

static void put_latex_word(struct mdg *m, struct mdg_buf *b, const char *s, size_t n,
                           bool bold)
{
    int k = greek_of(s, n);
    if (k >= 0) {
        mdg_putf(m, b, bold ? "\\boldsymbol{%s}" : "%s", greek[k].latex);
        return;
    }
    if (n == 1) {
        mdg_putf(m, b, bold ? "\\mathbf{%c}" : "%c", *s);
        return;
    }
    mdg_put(m, b, bold ? "\\mathbf{" : "\\mathrm{");
    for (size_t i = 0; i < n; i++) {
        mdg_put(m, b, s[i] == '_' ? "\\_" : (char[]){s[i], '\0'});
    }
    mdg_put(m, b, "}");
}

static void put_latex(struct mdg *m, struct mdg_buf *b, const char *s, bool bold)
{
    size_t sub, n = base_length(s, &sub);
    put_latex_word(m, b, s, n, bold);
    if (s[sub]) {
        mdg_put(m, b, "_{");
        put_latex_word(m, b, s + sub, strlen(s + sub), false);
        mdg_put(m, b, "}");
    }
}

/* Bold letters have code points of their own (MathML Core has no other bold). */
static unsigned bold_code(unsigned c)
{
    return c >= 'A' && c <= 'Z'       ? 0x1d400 + c - 'A'
           : c >= 'a' && c <= 'z'     ? 0x1d41a + c - 'a'
           : c >= 0x391 && c <= 0x3a9 ? 0x1d6a8 + c - 0x391
           : c >= 0x3b1 && c <= 0x3c9 ? 0x1d6c2 + c - 0x3b1
                                      : c;
}

static void put_mathml_word(struct mdg *m, struct mdg_buf *b, const char *s, size_t n,
                            bool bold)
{
    int k = greek_of(s, n);
    mdg_put(m, b, *s >= '0' && *s <= '9' ? "<mn>" : "<mi>");
    if (k >= 0 || n == 1) {
        unsigned c = k >= 0 ? greek[k].code : (unsigned char)*s;
        put_utf8(m, b, bold ? bold_code(c) : c);
    } else {
        for (size_t i = 0; i < n; i++) {
            put_utf8(m, b, bold ? bold_code((unsigned char)s[i]) : (unsigned char)s[i]);
        }
    }
    mdg_put(m, b, *s >= '0' && *s <= '9' ? "</mn>" : "</mi>");
}

static void put_mathml(struct mdg *m, struct mdg_buf *b, const char *s, bool bold)
{
    size_t sub, n = base_length(s, &sub);
    if (!s[sub]) {
        put_mathml_word(m, b, s, n, bold);
        return;
    }
    mdg_put(m, b, "<msub>");
    put_mathml_word(m, b, s, n, bold);
    put_mathml_word(m, b, s + sub, strlen(s + sub), false);
    mdg_put(m, b, "</msub>");
}

const char *mdg_name_text(struct mdg *m, const char *name, int order, enum mdg_notation to)
{
    struct mdg_buf b = {0};
    switch (to) {
    case MDG_ASCII:
        return name;
    case MDG_UNICODE:
        put_unicode(m, &b, name);
        break;
    case MDG_LATEX:
        put_latex(m, &b, name, order > 0);
        break;
    case MDG_MATHML:
        put_mathml(m, &b, name, order > 0);
        break;
    }
    return b.data;
}

const char *mdg_function_text(struct mdg *m, const char *name, enum mdg_notation to)
{
    const char *s = NULL;
    for (int k = 0; k < NFUNCTIONS; k++) {
        s = strcmp(functions[k].name, name) == 0 ? functions[k].text[to] : s;
    }
    if (to == MDG_MATHML) {
        return mdg_fmt(m, "<mi>%s</mi>", s ? s : name);
    }
    if (to == MDG_LATEX && !s) {
        struct mdg_buf b = {0};
        mdg_put(m, &b, "\\operatorname{");
        for (s = name; *s; s++) {
            mdg_put(m, &b, *s == '_' ? "\\_" : (char[]){*s, '\0'});
        }
        mdg_put(m, &b, "}");
        return b.data;
    }
    return s ? s : name;
}
