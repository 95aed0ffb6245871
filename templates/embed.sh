#!/bin/sh
# Write a C file that holds the given templates: embed.sh FILE... > templates.c
# Bytes rather than string literals: C99 promises only 4095 characters for those.
set -eu

echo '/* Made by templates/embed.sh. */'
echo '#include "template.h"'
echo
echo '#include <stddef.h>'
echo '#include <string.h>'
echo
n=0
for file in "$@"; do
    echo "static const unsigned char text_${n}[] = {"
    od -An -v -tu1 "$file" | sed 's/  *\([0-9][0-9]*\)/\1,/g'
    echo '0};'
    n=$((n + 1))
done
echo
echo 'static const struct {'
echo '    const char *name;'
echo '    const unsigned char *text;'
echo '} templates[] = {'
n=0
for file in "$@"; do
    echo "    {\"$(basename "$file")\", text_$n},"
    n=$((n + 1))
done
echo '    {NULL, NULL},'
echo '};'
cat <<'END'

const char *mdg_template(const char *name)
{
    for (size_t i = 0; templates[i].name; i++) {
        if (strcmp(templates[i].name, name) == 0) {
            return (const char *)templates[i].text;
        }
    }
    return NULL;
}
END
