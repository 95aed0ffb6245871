#!/bin/sh
# Lines and branches of gen/ and runtime/ that the tests reached: coverage.sh BUILD, a build with
# --coverage that has run. Prints one row a file and the total, then every line that was not reached,
# with its reason from tests/uncovered.def. Fails if a line has no reason, if a reason has no line, or if
# the total is below LINES or BRANCHES percent. BUILD/branches.txt gets the branches never taken.
#
# A line counts once, in however many functions or objects a macro or an #include puts it, and is
# reached if one of them reached it; so does each of its branches.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."
build=$1
lines=${LINES:-97}
branches=${BRANCHES:-90}

# rows "line FILE LINE COUNT FUNCTION" and "branch FILE LINE COUNT" from the JSON of gcov, an object a
# line; the branches of a line stand before it, the name of the file behind its lines
for notes in "$build"/gen/*.gcno "$build"/runtime/*.gcno; do
    gcov -b -c -j -t -o "$(dirname "$notes")" "$notes" 2> /dev/null
    echo
done | tr '{}' '\n\n' | awk '
    function value(key,    s) {
        match($0, "\"" key "\": [^,]*")
        s = substr($0, RSTART + length(key) + 4, RLENGTH - length(key) - 4)
        gsub(/"/, "", s)
        return s
    }
    /"fallthrough":/ { taken[++k] = value("count") }
    /"line_number":/ {
        line[++n] = value("line_number")
        count[n] = value("count")
        name[n] = value("function_name")
        until[n] = k
    }
    /"file":/ {
        file = value("file")
        for (i = 1; i <= n && file ~ /^(gen|runtime)\//; i++) {
            at = file " " line[i]
            hits[at] += count[i]
            inside[at] = name[i]
            for (b = until[i - 1] + 1; b <= until[i]; b++)
                edges[at, b - until[i - 1]] += taken[b]
        }
        n = k = 0
    }
    END {
        for (at in hits) print "line", at, hits[at], inside[at]
        for (e in edges) { split(e, part, SUBSEP); print "branch", part[1], edges[e] }
    }' | sort -k 2,2 -k 3,3n -k 1,1 > "$build/coverage.txt"

awk -v least_lines="$lines" -v least_branches="$branches" -v never="$build/branches.txt" '
    function text(file, line,    k, s) {
        if (!(file in loaded)) {
            loaded[file] = 1
            while ((getline s < file) > 0) source[file, ++k] = s
            close(file)
        }
        return source[file, line]
    }
    # the first row of tests/uncovered.def for this line; 0 without
    function row_of(kind, file, line, name,    k, s) {
        s = text(file, line)
        for (k = 1; k <= nrows; k++)
            if (row_kind[k] == kind && (row_file[k] == "*" || row_file[k] == file) &&
                (row_in[k] == "" || row_in[k] == name) && (row_text[k] == "" || index(s, row_text[k]))) {
                used[k] = 1
                return k
            }
        return 0
    }
    function percent(part, all) { return all ? 100 * part / all : 100 }
    function row(title, n, h, b, t) {
        printf "%-28s lines %6.2f%% of %5d   branches %6.2f%% of %5d\n", title, percent(h, n), n,
               percent(t, b), b
    }
    FNR == NR && /^(line|branch)/ {
        split($0, part, " :: ")
        split(part[1], word, " +")
        row_may[++nrows] = sub(/[?]$/, "", word[1])
        row_kind[nrows] = word[1]
        row_file[nrows] = word[2]
        row_text[nrows] = part[2]
        if (match(part[2], /^[a-z_A-Z0-9]+\(\)( |$)/)) { # the name of a function, part of a line
            row_in[nrows] = substr(part[2], 1, RLENGTH)
            sub(/\(\) ?$/, "", row_in[nrows])
            row_text[nrows] = substr(part[2], RLENGTH + 1)
        }
        row_why[nrows] = part[3]
        if (part[3] == "") { print "uncovered.def: no reason: " $0; bad = 1 }
    }
    FNR == NR { next }
    $1 == "line" {
        if (!($2 in n)) files[++nfiles] = $2
        n[$2]++
        h[$2] += $4 > 0
        if ($4 == 0) {
            k = row_of("line", $2, $3, $5)
            missed[++nmissed] = sprintf("%s:%d: %s", $2, $3, text($2, $3))
            reason[nmissed] = k ? row_why[k] : "WITHOUT A REASON"
            without += !k
        }
    }
    $1 == "branch" {
        if (row_of("branch", $2, $3, "")) { left_out++; next }
        b[$2]++
        t[$2] += $4 > 0
        if ($4 == 0) printf "%s:%d: %s\n", $2, $3, text($2, $3) > never
    }
    END {
        for (i = 1; i <= nfiles; i++) {
            f = files[i]
            row(f, n[f], h[f], b[f], t[f])
            N += n[f]; H += h[f]; B += b[f]; T += t[f]
        }
        row("total", N, H, B, T)
        printf "%d branches are no decisions of the program: tests/uncovered.def\n", left_out
        printf "\nNot reached: %d lines\n", nmissed
        for (i = 1; i <= nmissed; i++) {
            sub(/: +/, ": ", missed[i])
            printf "%s\n    %s\n", missed[i], reason[i]
        }
        if (!N) { print "no line was counted"; bad = 1 }
        if (without) { printf "%d lines are not reached and have no reason\n", without; bad = 1 }
        for (k = 1; k <= nrows; k++)
            if (!used[k] && !row_may[k]) {
                printf "uncovered.def: all is reached, or gone: %s :: %s\n", row_file[k], row_text[k]
                bad = 1
            }
        if (percent(H, N) < least_lines || percent(T, B) < least_branches) {
            printf "below %s%% of the lines or %s%% of the branches\n", least_lines, least_branches
            bad = 1
        }
        exit bad
    }' tests/uncovered.def "$build/coverage.txt"
