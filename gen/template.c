/* Filling in templates. */
#include "template.h"

#include <assert.h>
#include <string.h>

static const char *text_of(const char *name, size_t len, int n,
                           const struct mdg_mark *marks)
{
    for (int k = 0; k < n; k++) {
        if (strlen(marks[k].name) == len && strncmp(marks[k].name, name, len) == 0) {
            return marks[k].text;
        }
    }
    return "";
}

const char *mdg_fill(struct mdg *m, const char *template_name, int n,
                     const struct mdg_mark *marks)
{
    struct mdg_buf b = {0};
    const char *t = mdg_template(template_name);
    assert(t);
    while (*t) {
        const char *at = strchr(t, '@'), *end = at ? strchr(at + 1, '@') : NULL;
        if (!end) {
            break;
        }
        mdg_putn(m, &b, t, (size_t)(at - t));
        mdg_put(m, &b, text_of(at + 1, (size_t)(end - at - 1), n, marks));
        t = end + 1;
    }
    mdg_put(m, &b, t);
    return b.data;
}
