#!/bin/sh
# Lines and branches of gen/ and runtime/ that the tests reached: coverage.sh BUILD, a build with
# --coverage that has run. One row a file, the total last.
set -eu
cd "$(dirname "$0")/.."
build=$1
for notes in "$build"/gen/*.gcno "$build"/runtime/*.gcno; do
    gcov -b -c -n -o "$(dirname "$notes")" "$notes" 2> /dev/null
done | awk '
    /^File/ { file = $2; gsub(/\047/, "", file); keep = file ~ /^(gen|runtime)\// }
    keep && /^Lines executed/ { split($0, a, /[:%]/); n = $NF; lines[file] = n; hit[file] = a[2] * n / 100 }
    keep && /^Taken at least once/ { split($0, a, /[:%]/); n = $NF; branches[file] = n; taken[file] = a[2] * n / 100 }
    END {
        for (f in lines) {
            printf "%-28s lines %6.1f%% of %5d   branches %6.1f%% of %5d\n", f,
                   100 * hit[f] / lines[f], lines[f],
                   branches[f] ? 100 * taken[f] / branches[f] : 100, branches[f] | "sort"
            l += lines[f]; h += hit[f]; b += branches[f]; t += taken[f]
        }
        close("sort")
        if (l && b) printf "%-28s lines %6.1f%% of %5d   branches %6.1f%% of %5d\n", "total", 100 * h / l, l, 100 * t / b, b
    }'
