/* Questions to C text that was written: which identifiers it uses. */
#include "cfunction.h"

#include <string.h>

static bool is_word(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') ||
           (ch >= '0' && ch <= '9') || ch == '_';
}

/* The next identifier or number from *at on, outside of comments and directives; NULL at
 * the end. Leaves *at behind it. */
static const char *next_word(const char *text, const char **at, size_t *length)
{
    for (const char *p = *at; *p; p++) {
        if (p[0] == '/' && p[1] == '*') {
            p = strstr(p, "*/") + 1;
        } else if (*p == '#' && (p == text || p[-1] == '\n')) { /* words of OpenMP */
            p += strcspn(p, "\n") - 1;
        } else if (is_word(*p)) {
            const char *from = p;
            while (is_word(*p)) {
                p++;
            }
            *at = p;
            *length = (size_t)(p - from);
            return from;
        }
    }
    return NULL;
}

bool mdg_c_mentions(const char *text, const char *name)
{
    size_t n = strlen(name), length;
    const char *at = text ? text : "";
    for (const char *w; (w = next_word(text, &at, &length)) != NULL;) {
        if (length == n && memcmp(w, name, n) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- many questions to one text ---- */

struct word {
    const char *s; /* in the text */
    size_t length;
};

struct mdg_words {
    struct word *slot; /* open addressing; capacity is a power of 2 */
    size_t count, cap;
};

static struct word *find(const struct mdg_words *t, const char *s, size_t length)
{
    size_t h = 2166136261u; /* Fowler, Noll, Vo */
    for (size_t i = 0; i < length; i++) {
        h = (h ^ (unsigned char)s[i]) * 16777619u;
    }
    for (h &= t->cap - 1;; h = (h + 1) & (t->cap - 1)) {
        struct word *w = &t->slot[h];
        if (!w->s || (w->length == length && memcmp(w->s, s, length) == 0)) {
            return w;
        }
    }
}

static void grow(struct mdg *m, struct mdg_words *t)
{
    struct mdg_words old = *t;
    t->cap = old.cap ? 2 * old.cap : 64;
    t->slot = MDG_ARRAY(m, t->cap, struct word);
    for (size_t i = 0; i < old.cap; i++) {
        if (old.slot[i].s) {
            *find(t, old.slot[i].s, old.slot[i].length) = old.slot[i];
        }
    }
}

struct mdg_words *mdg_c_words(struct mdg *m, const char *text)
{
    struct mdg_words *t = MDG_NEW(m, struct mdg_words);
    size_t length;
    const char *at = text ? text : "";
    grow(m, t);
    for (const char *s; (s = next_word(text, &at, &length)) != NULL;) {
        struct word *w = find(t, s, length);
        if (!w->s) {
            *w = (struct word){s, length};
            t->count++;
            if (2 * t->count > t->cap) {
                grow(m, t);
            }
        }
    }
    return t;
}

bool mdg_c_has_word(const struct mdg_words *t, const char *name)
{
    return find(t, name, strlen(name))->s != NULL;
}

/* In code without loops other operands may turn out 0. */
bool mdg_c_only_set(const char *text, const char *name)
{
    size_t n = strlen(name);
    bool read = false, set = false;
    for (const char *line = text; line && *line && !read;
         line = strchr(line, '\n'), line += line != NULL) {
        const char *p = line + strspn(line, " ");
        const char *end = p + strcspn(p, "\n");
        bool itself = strncmp(p, name, n) == 0;
        const char *to = itself ? p + n + (p[n] == '[' ? strcspn(p + n, "]") + 1 : 0)
                                : p; /* an element of an array */
        bool own = itself && (strncmp(to, " = ", 3) == 0 || strncmp(to, " += ", 4) == 0 ||
                              strncmp(to, " -= ", 4) == 0);
        set = set || own;
        for (const char *q = own ? p + n : p; q < end && !read && strncmp(p, "/*", 2) != 0;
             q++) {
            read = strncmp(q, name, n) == 0 && !is_word(q[n]) &&
                   (q == text || !is_word(q[-1]));
        }
    }
    return set && !read;
}
