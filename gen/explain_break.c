/* Long formulas over several lines: between terms first, then between factors, outside of
 * parentheses rather than inside. */
#include "explain_doc.h"

#include <string.h>

/* A place where a line may end. */
struct place {
    size_t at, skip; /* the next line begins `skip` bytes behind */
    double x;        /* the width up to here */
    double cost;
    int grown; /* \left without its \right so far */
};

struct scan {
    struct mdg *m;
    const char *s, *p;
    double x;
    int depth, grown;
    struct {
        struct place *data;
        size_t count, cap;
    } places;
};

static void offer(struct scan *c, size_t skip, double cost)
{
    struct place pl = {.at = (size_t)(c->p - c->s), .skip = skip, .x = c->x};
    pl.cost = cost + 3 * c->depth;
    pl.grown = c->grown;
    MDG_PUSH(c->m, &c->places, pl);
}

/* ---- text: a column for each character
 * ----------------------------------------------------- */

static bool begins(const char *s, const char *with)
{
    return strncmp(s, with, strlen(with)) == 0;
}

static void scan_text(struct scan *c)
{
    static const struct {
        const char *text;
        double cost;
    } operators[] = {{" + ", 0},  {" − ", 0}, {" - ", 0}, {" ⊙ ", 4},
                     {" .* ", 4}, {" ⊗ ", 4}, {" / ", 5}, {" ", 6}};
    for (; *c->p; c->p++) {
        for (size_t k = 0; k < sizeof operators / sizeof *operators; k++) {
            if (begins(c->p, operators[k].text)) {
                offer(c, 1, operators[k].cost);
                break;
            }
        }
        c->depth += strchr("([{", *c->p) ? 1 : strchr(")]}", *c->p) ? -1 : 0;
        c->x += ((unsigned char)*c->p & 0xc0) != 0x80;
    }
}

/* ---- LaTeX: about the points that plain fonts of 10 pt take
 * --------------------------------- */

static const char *const narrow_commands[] = {",", ";", "!", "lvert", "rvert", "|"};
static const char *const wide_commands[] = {"odot", "otimes", "oslash", "implies", "sum",
                                            "le",   "ne",     "top",    "circ"};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_among(const char *s, size_t n, const char *const *list, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        if (strlen(list[k]) == n && memcmp(list[k], s, n) == 0) {
            return true;
        }
    }
    return false;
}
#define IS_AMONG(s, n, list) is_among(s, n, list, sizeof(list) / sizeof *(list))

static double token(struct scan *c, bool inside);

/* A group in braces, or a single token. */
static double group(struct scan *c)
{
    double w = 0;
    if (*c->p != '{') {
        return *c->p ? token(c, true) : 0;
    }
    for (c->p++; *c->p && *c->p != '}';) {
        w += token(c, true);
    }
    c->p += *c->p == '}';
    return w;
}

static double delimiter(struct scan *c, int change)
{
    c->p += *c->p == '\\' ? 2 : *c->p != 0;
    c->depth += change;
    c->grown += change;
    return 6.5;
}

static double command(struct scan *c)
{
    const char *name = ++c->p;
    size_t n = 0;
    while (is_letter(name[n])) {
        n++;
    }
    n = n ? n : name[0] != 0;
    c->p += n;
    if (n == 4 && begins(name, "left")) {
        return delimiter(c, 1);
    }
    if (n == 5 && begins(name, "right")) {
        return delimiter(c, -1);
    }
    if (begins(name, "frac") || begins(name, "tfrac")) {
        double over = group(c), under = group(c), w = over > under ? over : under;
        return (*name == 't' ? 0.7 * w : w) + 2.5;
    }
    if (begins(name, "sqrt")) {
        return 9 + group(c);
    }
    if (begins(name, "math") || begins(name, "operatorname") || begins(name, "text") ||
        begins(name, "boldsymbol")) {
        return 1.08 * group(c) + (*name == 'o' ? 3.5 : 0.5);
    }
    return n == 1 && (*name == ' ' || *name == '_') ? 5
           : IS_AMONG(name, n, narrow_commands)     ? 2
           : IS_AMONG(name, n, wide_commands)       ? 13
           : n == 3 || begins(name, "sinh") || begins(name, "cosh") || begins(name, "tanh")
               ? 5.3 * (double)n + 1 /* log and its kin, and some letters */
               : 6.5;
}

static double token(struct scan *c, bool inside)
{
    char ch = *c->p;
    if (!inside) {
        double cost = begins(c->p, " + ") || begins(c->p, " - ")               ? 0
                      : begins(c->p, " \\odot ") || begins(c->p, " \\otimes ") ? 4
                      : begins(c->p, ", ")                                     ? 5
                      : begins(c->p, " \\, ")                                  ? 6
                                                                               : -1;
        if (cost >= 0) {
            c->p += ch == ',';
            offer(c, begins(c->p, " \\, ") ? 4 : 1, cost);
            c->p -= ch == ',';
        }
    }
    switch (ch) {
    case '\\':
        return command(c);
    case '{':
        return group(c);
    case '^':
    case '_':
        c->p++;
        return 0.75 * group(c);
    case '+':
    case '-':
        c->p++;
        return *c->p == ' ' ? 12.3 : 8;
    case '(':
    case '[':
    case ')':
    case ']':
        c->p++;
        c->depth += inside ? 0 : ch == '(' || ch == '[' ? 1 : -1;
        return 4;
    default:
        c->p++;
        return ch == ' '                ? 0
               : strchr("=<>", ch)      ? 13.4
               : strchr(",.:!/", ch)    ? 4.5
               : ch >= 'A' && ch <= 'Z' ? 7.4
                                        : 5.2;
    }
}

static void scan_latex(struct scan *c)
{
    while (*c->p) {
        c->x += token(c, false);
    }
}

/* ---- both
 * ---------------------------------------------------------------------------------- */

/* The best place for the end of a line that begins at x, or -1: behind `after`, before what
 * is wider than the line. A line that is not full costs, too. */
static int best_place(const struct scan *c, int after, double x, double width)
{
    int best = -1;
    double least = 0;
    for (size_t k = (size_t)after + 1; k < c->places.count; k++) {
        const struct place *pl = &c->places.data[k];
        double rest = (x + width - pl->x) / width;
        double cost = pl->cost + 12 * rest;
        if (rest < 0 || rest > 0.85) {
            continue;
        }
        if (best < 0 || cost <= least) {
            best = (int)k;
            least = cost;
        }
    }
    return best;
}

/* The first place behind `after`, where no line is wide enough, or -1. */
static int next_place(const struct scan *c, int after, double x)
{
    for (size_t k = (size_t)after + 1; k < c->places.count; k++) {
        if (c->places.data[k].x > x) {
            return (int)k;
        }
    }
    return -1;
}

static void repeat(struct scan *c, struct mdg_buf *b, int n, const char *s)
{
    for (; n > 0; n--) {
        mdg_put(c->m, b, s);
    }
}

static const char *broken(struct scan *c, double first, double rest, const char *between)
{
    struct mdg_buf b = {0};
    size_t done = 0;
    double x = 0, width = first;
    for (int at = -1; c->x - x > width;) {
        int best = best_place(c, at, x, width);
        at = best < 0 ? next_place(c, at, x) : best;
        if (at < 0) {
            break;
        }
        const struct place *pl = &c->places.data[at];
        mdg_putn(c->m, &b, c->s + done, pl->at - done);
        repeat(c, &b, pl->grown, " \\right.");
        mdg_put(c->m, &b, between);
        repeat(c, &b, pl->grown, "\\left. ");
        done = pl->at + pl->skip;
        x = pl->x;
        width = rest;
    }
    mdg_put(c->m, &b, c->s + done);
    return b.data;
}

double mdg_latex_width(struct mdg *m, const char *s)
{
    struct scan c = {.m = m, .s = s, .p = s};
    scan_latex(&c);
    return c.x;
}

const char *mdg_latex_broken(struct mdg *m, const char *s, double first, double rest,
                             const char *between)
{
    struct scan c = {.m = m, .s = s, .p = s};
    scan_latex(&c);
    return broken(&c, first, rest, between);
}

const char *mdg_text_broken(struct mdg *m, const char *s, int first, int rest,
                            const char *between)
{
    struct scan c = {.m = m, .s = s, .p = s};
    scan_text(&c);
    return broken(&c, first, rest, between);
}
