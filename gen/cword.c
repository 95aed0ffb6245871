/* Questions to C text that was written: which identifiers it uses. */
#include "cfunction.h"

#include <string.h>

static bool is_word(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') ||
           (ch >= '0' && ch <= '9') || ch == '_';
}

/* Does the text use the identifier (outside of comments and directives)? */
bool mdg_c_mentions(const char *text, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = text; p && *p; p++) {
        if (p[0] == '/' && p[1] == '*') {
            p = strstr(p, "*/");
            continue;
        }
        if (*p == '#' && (p == text || p[-1] == '\n')) { /* words of OpenMP are no names */
            p += strcspn(p, "\n") - 1;
            continue;
        }
        bool start = is_word(*p) && (p == text || !is_word(p[-1]));
        if (start && strncmp(p, name, n) == 0 && !is_word(p[n])) {
            return true;
        }
    }
    return false;
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
