#!/bin/sh
# table.sh FOLDER MDGEN: in how many of the specs in FOLDER each part of the language occurs, and in how
# many plans each kernel. What never occurs is listed with 0.
set -eu
cd "$(dirname "$0")/../.."
{
    sed -n 's/^FUNCTION(\([a-z_0-9]*\), *\([a-z]*\),.*/\2 \1/p; s/^METHOD(\([a-z]*\),.*/method \1/p
            s/^DECLARATION(\([a-z]*\),.*/declaration \1/p' gen/functions.def
    sed -n 's/^ATTR(\([a-z]*\),.*/attribute \1/p' gen/attrs.def
    sed -n 's/^KERNEL([A-Z]*, "\([^"]*\)")/kernel \1/p' gen/kernels.def | sort -u
    for kind in value grad value_grad jvp hvp hessian vjp jacobian jacobian_t; do echo "kind $kind"; done
    for form in 'tensor_of_order_3' 'tensor_of_order_4' 'size_0' 'size_1' 'size_of_5_or_more' 'float' 'fixed_by_-D' 'typical' \
        'prepare' 'blocks' 'shared_value' 'assume_structure' 'reduction_along_axis_3_or_4' 'einsum_diagonal' \
        'einsum_of_3_or_more' 'einsum_with_a_sum' 'wrt_structured' 'wrt_simplex' '@' '+' '-' '*' '%' '/' '^'; do
        echo "form $form"
    done
} > "$1/rows"
for spec in "$1"/*.lua; do
    echo "@spec $spec"
    cat "$spec"
    "$2" --plan "$spec" 2> /dev/null | sed 's/^/@plan /'
done | awk '
    FILENAME == ARGV[1] { group[$2] = group[$2] " " $1; row[++rows] = $0; next }
    function has(what) { if (!(what in seen)) { seen[what] = 1; count[what]++ } }
    function attributes(line,    a) {
        for (a in attr_of) if (line ~ "(^|[ ,{])" a " = true") return a
        return ""
    }
    BEGIN { split("symmetric spd lower upper diagonal onehot simplex positive nonnegative", names, " ")
            for (i in names) attr_of[names[i]] = 1 }
    $1 == "@spec" { delete seen; delete promise; specs++; next }
    $1 == "@plan" {
        for (k = 1; k <= rows; k++)
            if (row[k] ~ /^kernel / && index($0, "  " substr(row[k], 8) " ")) has(row[k])
        next
    }
    /^-- / {
        if (/ = 0[, ]/) has("form size_0")
        if (/ = 1[, ]/) has("form size_1")
        if (/ = ([5-9]|1[0-9])[, ]/) has("form size_of_5_or_more")
        if (/float/) has("form float")
        if (/-D/) has("form fixed_by_-D")
        if (/blocks of [1-3]/) has("form blocks")
        next
    }
    {
        line = $0
        if (line ~ /typical/) has("form typical")
        if (match(line, /tensor\("[A-F]", \{[^}]*\}/)) {
            t = substr(line, RSTART, RLENGTH)
            has("form tensor_of_order_" gsub(/,/, ",", t))
        }
        if (match(line, /^local [A-F] = .*\{ [a-z]* = true/)) promise[substr(line, 7, 1)] = attributes(line)
        for (a in attr_of) if (line ~ "[{,] " a " = true" || line ~ "\"" a "\"") has("attribute " a)
        if (line ~ /"(symmetric|spd|lower|upper|diagonal|simplex)"\)/) has("form assume_structure")
        if (line ~ /^local t[0-9]/) has("form shared_value")
        if (line ~ /, [34]\)/ && line ~ /(sum|mean|max|min|prod|logsumexp|softmax)\(/) has("form reduction_along_axis_3_or_4")
        if (line ~ /prepare = /) has("form prepare")
        while (match(line, /einsum\("[a-z,]*->[a-z]*"/)) {
            e = substr(line, RSTART + 8, RLENGTH - 9)
            line = substr(line, 1, RSTART - 1) "einsum(" substr(line, RSTART + RLENGTH)
            split(e, side, "->")
            n = split(side[1], operand, ",")
            if (n >= 3) has("form einsum_of_3_or_more")
            for (i = 1; i <= n; i++)
                for (c = 1; c <= length(operand[i]); c++) {
                    l = substr(operand[i], c, 1)
                    if (index(substr(operand[i], c + 1), l)) has("form einsum_diagonal")
                    if (!index(side[2], l)) has("form einsum_with_a_sum")
                }
            has("general einsum")
        }
        if (match(line, /wrt = \{[^}]*\}/)) {
            w = substr(line, RSTART + 7, RLENGTH - 8)
            for (i in promise) if (index(w, i)) {
                if (promise[i] == "simplex") has("form wrt_simplex")
                else if (promise[i] ~ /symmetric|spd|lower|upper|diagonal/) has("form wrt_structured")
            }
        }
        if (match(line, /emit = \{.*/)) {
            n = split(substr(line, RSTART), part, "\"")
            for (i = 2; i <= n; i += 2) has("kind " part[i])
        }
        for (i = 1; i <= 6; i++) { o = substr("+-*%/^", i, 1); if (index(line, " " o " ")) has("form " o) }
        gsub(/"[^"]*"/, "", line)
        n = split(line, word, /[^A-Za-z0-9_:]+/)
        for (i = 1; i <= n; i++) {
            w = word[i]
            m = sub(/^.*:/, "", w)
            if (w in group) {
                split(group[w], g, " ")
                for (k in g) if ((g[k] == "method") == m && g[k] !~ /attribute|kind|kernel|form/) has(g[k] " " w)
            }
        }
    }
    END {
        print specs " specs"
        for (k = 1; k <= rows; k++) if (row[k] != "form @") printf "%-12s %-30s %6d\n", substr(row[k], 1, index(row[k], " ") - 1), substr(row[k], index(row[k], " ") + 1), count[row[k]]
    }' "$1/rows" -
