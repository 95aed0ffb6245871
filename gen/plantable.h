/* A plan as a table of texts: what --plan prints and `mdgen diff` compares. */
#ifndef MDG_PLANTABLE_H
#define MDG_PLANTABLE_H

#include "cost.h"
#include "unit.h"

/* A statement. */
struct mdg_plan_row {
    int line;            /* of the spec */
    const char *when;    /* "once"; with blocks of rows "before", "block", "after" */
    const char *outputs; /* the outputs that need it; "all" */
    const char *kernel;
    const char *formula; /* "diff = A x - b" */
    struct mdg_cost cost;
};

/* An array of the workspace. */
struct mdg_plan_array {
    const char *name;
    const char *elements; /* "block d" where it holds a block of rows */
    const char *memory;   /* "own", or the array whose memory it takes over */
    int first, last;      /* the statements that need it, from 1 */
};

struct mdg_plan_table {
    const struct mdg_cfunction *f;
    const char *name;
    const char *prototype;
    int noutputs;
    const char **output, **formula; /* name and formula of each output */
    int nrows;
    struct mdg_plan_row *row;
    struct mdg_cost total,
        value; /* value: when the gradients are not wanted; equal to total else */
    int narrays;
    struct mdg_plan_array *array;
    const char *workspace; /* bytes, "(8 d + 8) block + 8 n" */
    const char
        *part_results; /* numbers that every part of the rows adds up for itself, or NULL */
};

/* Has f a plan of its own? (NAME_prepare may have none.) */
bool mdg_has_plan(const struct mdg_cfunction *f);

/* The table of a function that has. */
struct mdg_plan_table *mdg_plan_table(struct mdg *m, const struct mdg_cfunction *f);

/* "2 m n + m FLOPs (201 000)". */
const char *mdg_plan_flops(struct mdg *m, struct mdg_cost c);
/* 1234567 as "1 234 567", large ones as "1.2e15". */
const char *mdg_plan_count(struct mdg *m, double v);

#endif
