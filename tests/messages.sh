#!/bin/sh
# Every message that the source can give stands in docs/diagnostics.md, which is made of tests: the
# longest part of its text that does not vary is looked for there. A new message needs an example in
# tests/errors, or in docs/diagnostics.sh.
set -u
export LC_ALL=C
cd "$(dirname "$0")/.." || exit 3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 3' INT TERM HUP

# FILE<tab>part of a message, for each call of what raises errors: up to the hint, between the %
for file in gen/*.c; do
    tr '\n\t' '  ' < "$file" | sed 's/\\"/\a/g; s/" *"//g' |
        grep -oE '(mdg_err|mdg_fail|luaL_error|refuse_argument|refuse\(e,)[^";]*"[^"]*"' |
        sed -e 's/^[^"]*"//; s/"$//; s/\\n.*//; s/%%/\v/g' |
        tr '\a' '"' | awk -v file="$file" '{
            best = ""
            n = split($0, part, /%[-+0-9.*]*(ll|z)?[sducx]?/)
            for (i = 1; i <= n; i++)
                if (length(part[i]) > length(best)) best = part[i]
            gsub(/\v/, "%", best)
            if (best != "") print file "\t" best
        }'
done > "$work/parts"

passed=0
failed=0
while IFS='	' read -r file part; do
    if grep -qF -e "$part" docs/diagnostics.md; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL messages: no example of this message of $file: $part"
    fi
done < "$work/parts"
[ $passed -gt 150 ] || failed=$((failed + 1)) # or the pattern above no longer fits the source
echo "$passed passed, $failed failed"
[ $failed = 0 ]
