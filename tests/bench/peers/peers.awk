# An SVG of the workloads in peers.csv on one thread: for each a dot per tool, at how many times as long it takes.
#     awk -f peers.awk peers.csv > peers.svg
# The scale is logarithmic, from 1/2 to 8192; what is beyond ends at the edge.
function x(ratio) {
    ratio = ratio < 0.5 ? 0.5 : ratio > 8192 ? 8192 : ratio
    return 250 + 36 * (log(ratio) / log(2) + 1)
}
BEGIN {
    FS = ","
    tools = split("by hand,numpy,jax,torch,casadi,torch compiled", tool, ",")
    split("#555,#4575b4,#1a9850,#d73027,#984ea3,#f08a5d", color, ",")
    for (k = 1; k <= tools; k++)
        number[tool[k]] = k
}
# a comma within the quotes of a workload's name is no separator
NR > 1 {
    split($0, part, "\"")
    split(part[3], value, ",")
    if (part[1] != "workloads,1,")
        next
    key = part[2] " " value[2]
    if (!(key in row)) {
        row[key] = ++rows
        name[rows] = key
        gsub(/&/, "\\&amp;", name[rows])
    }
    if (value[3] in number)
        at[row[key], number[value[3]]] = value[5]
}
END {
    height = 64 + 18 * rows
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"800\" height=\"%d\"", height + 10
    print " font-family=\"sans-serif\" font-size=\"11\">"
    printf "<rect width=\"800\" height=\"%d\" fill=\"white\"/>\n", height + 10
    print "<text x=\"10\" y=\"16\">time of other tools / time of generated code, one thread; to the right of 1: slower</text>"
    for (k = 1; k <= tools; k++) {
        printf "<circle cx=\"%d\" cy=\"32\" r=\"4.5\" fill=\"%s\"/>", 250 + 88 * (k - 1), color[k]
        printf "<text x=\"%d\" y=\"36\">%s</text>\n", 259 + 88 * (k - 1), tool[k]
    }
    for (r = 0.5; r <= 8192; r *= 2) {
        printf "<line x1=\"%d\" y1=\"58\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>\n", x(r), x(r), height,
            (r == 1 ? "black" : "#ddd")
        printf "<text x=\"%d\" y=\"54\" text-anchor=\"middle\">%s</text>\n", x(r), (r < 1 ? "1/2" : r)
    }
    for (i = 1; i <= rows; i++) {
        y = 54 + 18 * i
        printf "<text x=\"240\" y=\"%d\" text-anchor=\"end\">%s</text>\n", y + 4, name[i]
        for (k = 1; k <= tools; k++)
            if ((i, k) in at)
                printf "<circle cx=\"%.1f\" cy=\"%d\" r=\"4.5\" fill=\"%s\" fill-opacity=\"0.8\"><title>%s %.3g</title></circle>\n",
                    x(at[i, k]), y, color[k], tool[k], at[i, k]
    }
    print "</svg>"
}
