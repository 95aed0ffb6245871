/* --check: every declared derivative against differences of the value, at random points,
 * and each step of its derivation against the step before.
 *
 * Gradients, vjp, jvp and Jacobians are compared with differences of the value; hvp and
 * Hessians with differences of the gradient, and u' H v with second differences of the
 * value.  Directions are the unit directions, projected onto the structure of the input, or
 * some random ones if those are too many.  The differences are extrapolated and come with
 * an estimate of their error; a derivative is called wrong only where its distance is far
 * beyond that estimate, and a point at which the differences do not converge (a kink
 * nearby) is left for another.
 */
#include "check.h"
#include "generate.h"

#include <math.h>
#include <string.h>

enum {
    MAX_DRAWS = 80,  /* of points, per derivative */
    POINTS = 2,      /* at which a derivative has to agree */
    FIRST_WIDTH = 3, /* sizes up to 2 + 3 */
    MAX_WIDTH = 200,
    MAX_TOO_LARGE = 8, /* points that are too large, before giving up */
};
static const uint64_t BUDGET = 4000000000; /* operations per function: some seconds */

/* ---- points -------------------------------------------------------------- */

/* What assume() promises of inputs, the sample keeps. */
static void promises(struct mdg_checked *c)
{
    unsigned *ids;
    size_t n = mdg_reach(c->m, 1, &c->o->value->node, &ids);
    for (size_t k = 0; k < n; k++) {
        mdg_node a = mdg_node_at(c->m, ids[k]);
        if (a->op == MDG_ASSUME && a->arg[0].node->op == MDG_INPUT) {
            c->s.props[a->arg[0].node->input->index] |= (unsigned)a->kind;
        }
    }
}

static bool needed(const struct mdg_checked *c, const struct mdg_input *in)
{
    bool used = mdg_eval_uses(c->value, in) || mdg_eval_uses(c->out, in) ||
                (c->slope && mdg_eval_uses(c->slope, in));
    for (int k = 0; k < c->o->nwrt; k++) {
        used |= c->o->wrt[k] == in;
    }
    for (int k = 0; k < c->f->ndirections; k++) {
        used |= c->f->directions[k] == in;
    }
    return used;
}

static bool evaluate(struct mdg_checked *c, struct mdg_eval *e, bool finite,
                     enum mdg_eval_code *rc)
{
    struct mdg_point at = mdg_sample_point(&c->s);
    *rc = mdg_eval_run(e, &at, &c->budget);
    if (*rc) {
        c->reason =
            mdg_fmt(c->m, "%s, line %d", mdg_eval_text(*rc), mdg_eval_failed(e)->loc.line);
        return false;
    }
    int64_t n;
    const double *v = mdg_eval_value(e, 0, &n);
    for (int64_t i = 0; finite && i < n; i++) {
        if (!isfinite(v[i])) {
            c->reason = "the value is not finite";
            return false;
        }
    }
    return true;
}

/* A point at which value and derivatives can be evaluated. Widens or narrows the sizes
 * where they are at fault. */
static bool draw_point(struct mdg_checked *c, int draw, int64_t *width)
{
    enum mdg_sample_style style = (enum mdg_sample_style)(draw % MDG_SAMPLE_NSTYLES);
    bool mixed = draw / MDG_SAMPLE_NSTYLES % 2 == 1; /* a style of its own for each input */
    enum mdg_eval_code rc = MDG_EVAL_OK;
    for (int k = 0; k < mdg_input_count(c->m); k++) {
        const struct mdg_input *in = mdg_input(c->m, k);
        if (mixed) {
            style = (enum mdg_sample_style)mdg_random_int(&c->s.random, 0,
                                                          MDG_SAMPLE_NSTYLES - 1);
        }
        if (rc == MDG_EVAL_OK && needed(c, in)) {
            rc = mdg_sample_draw(&c->s, in, in->role == MDG_DATA ? style : MDG_SAMPLE_ANY);
            c->reason =
                rc ? mdg_fmt(c->m, "%s: %s", in->name, mdg_eval_text(rc)) : c->reason;
        }
    }
    bool good = rc == MDG_EVAL_OK && evaluate(c, c->value, true, &rc) &&
                evaluate(c, c->out, false, &rc) &&
                (!c->slope || evaluate(c, c->slope, false, &rc));
    if (rc == MDG_EVAL_SIZE && *width < MAX_WIDTH) {
        *width += 1 + *width / 3;
    } else if (rc == MDG_EVAL_BUDGET && *width > 0) {
        *width -= 1 + *width / 3;
    } else if (rc == MDG_EVAL_BUDGET) {
        c->too_large++;
    }
    return good;
}

static void check_point(struct mdg_checked *c)
{
    for (int k = 0; k < c->nrows; k++) {
        struct mdg_check_row *r = &c->row[k];
        struct mdg_point at = mdg_sample_point(&c->s);
        if (r->verdict != MDG_PENDING || mdg_eval_run(c->out, &at, &c->budget)) {
            continue;
        }
        enum mdg_verdict v = mdg_check_row(c, r);
        r->points += v == MDG_RIGHT && r->non_zero;
        r->zeros += v == MDG_RIGHT && !r->non_zero;
        bool enough = r->points >= POINTS || r->zeros >= MDG_SAMPLE_NSTYLES;
        r->verdict = v == MDG_WRONG ? MDG_WRONG : enough ? MDG_RIGHT : MDG_PENDING;
    }
}

static void check_points(struct mdg_checked *c)
{
    struct mdg_random seed = {2024};
    int64_t width = FIRST_WIDTH;
    uint64_t left = BUDGET;
    for (int draw = 0;
         draw < MAX_DRAWS && c->too_large < MAX_TOO_LARGE && mdg_check_pending(c); draw++) {
        c->arena = mdg_part(c->m);
        c->budget = left / 2;
        mdg_sample_new(&c->s, c->m, c->arena, seed, width);
        promises(c);
        if (draw_point(c, draw, &width)) {
            check_point(c);
        }
        left -= left / 2 - c->budget;
        seed = c->s.random;
        mdg_free(c->arena);
    }
}

/* ---- functions ----------------------------------------------------------- */

/* q of the block hess_p_q */
static const struct mdg_input *column_input(const struct mdg_checked *c,
                                            const struct mdg_output *out)
{
    for (int k = 0; k < c->o->nwrt; k++) {
        const char *name = mdg_fmt(c->m, "hess_%s_%s", out->of->name, c->o->wrt[k]->name);
        if (strcmp(name, out->name) == 0) {
            return c->o->wrt[k];
        }
    }
    return out->of;
}

static void make_rows(struct mdg_checked *c)
{
    c->row = MDG_ARRAY(c->m, c->f->noutputs + c->o->nwrt, struct mdg_check_row);
    for (int k = 0; c->f->kind == MDG_K_JVP && k < c->o->nwrt; k++) {
        c->row[c->nrows++] = (struct mdg_check_row){
            .out = &c->f->outputs[0], .of = c->o->wrt[k], .weak = -1};
    }
    for (int k = 0; c->f->kind != MDG_K_JVP && k < c->f->noutputs; k++) {
        const struct mdg_output *out = &c->f->outputs[k];
        if (out->of) {
            const struct mdg_input *of =
                c->f->kind == MDG_K_HESSIAN ? column_input(c, out) : out->of;
            c->row[c->nrows++] = (struct mdg_check_row){.out = out, .of = of, .weak = -1};
        }
    }
}

static struct mdg_eval *evaluator(struct mdg *m, int n, const struct mdg_output *outputs)
{
    mdg_node *roots = MDG_ARRAY(m, n, mdg_node);
    for (int k = 0; k < n; k++) {
        roots[k] = outputs[k].node;
    }
    return mdg_eval_new(m, (size_t)n, roots);
}

static int report(struct mdg_checked *c, struct mdg_buf *b)
{
    int wrong = 0;
    for (int k = 0; k < c->nrows; k++) {
        const struct mdg_check_row *r = &c->row[k];
        const char *input = r->of->name;
        if (c->f->kind == MDG_K_HESSIAN) {
            input = mdg_fmt(c->m, "%s, %s", r->out->of->name, r->of->name);
        }
        mdg_putf(c->m, b, "%-24s %-11s %-14s ", c->o->name, mdg_kind_name[c->f->kind],
                 input);
        if (r->verdict == MDG_WRONG) {
            mdg_putf(c->m, b, "%8.0e  WRONG: %s\n", r->worst, r->note);
        } else if (r->points + r->zeros > 0) {
            mdg_putf(c->m, b, "%8.0e  ok\n", r->worst);
        } else if (r->weak >= 0) {
            mdg_putf(c->m, b, "%8.0e  ok, as far as differences of so flat a value tell\n",
                     r->weak);
        } else {
            mdg_putf(c->m, b, "%8s  not checked: no good point in %d draws: %s\n", "-",
                     MAX_DRAWS, c->reason ? c->reason : "the differences do not converge");
        }
        wrong += r->verdict == MDG_WRONG || (r->points + r->zeros == 0 && r->weak < 0);
    }
    return wrong;
}

static int check_function(struct mdg *m, const struct mdg_objective *o, enum mdg_kind kind,
                          struct mdg_buf *out)
{
    struct mdg_checked c = {.m = m, .o = o, .f = mdg_derive(m, o, kind)};
    bool second = kind == MDG_K_HVP || kind == MDG_K_HESSIAN;
    c.grad = second ? mdg_derive(m, o, MDG_K_GRAD) : NULL;
    make_rows(&c);
    c.value = evaluator(m, 1, &(struct mdg_output){.node = o->value->node});
    c.out = evaluator(m, c.f->noutputs, c.f->outputs);
    c.slope = second ? evaluator(m, c.grad->noutputs, c.grad->outputs) : NULL;
    check_points(&c);
    mdg_eval_free(c.value);
    mdg_eval_free(c.out);
    mdg_eval_free(c.slope);
    return report(&c, out);
}

/* The lines of --explain: each has the value of the one before. */
static int check_derivation(struct mdg *m, const struct mdg_objective *o,
                            struct mdg_buf *out)
{
    struct mdg_explain_verdict v = mdg_explain_verify(m, o);
    if (v.derivations == 0) {
        return 0;
    }
    const char *steps = mdg_fmt(m, "%d step%s", v.steps, v.steps == 1 ? "" : "s");
    mdg_putf(m, out, "%-24s %-11s %-14s ", o->name, "derivation", steps);
    if (v.mismatch) {
        mdg_putf(m, out, "%8s  WRONG: %s\n", "-", v.mismatch);
    } else if (v.unchecked) {
        mdg_putf(m, out, "%8.0e  ok, but for %d of %d no point has values\n", v.worst,
                 v.unchecked, v.derivations);
    } else {
        mdg_putf(m, out, "%8.0e  ok\n", v.worst);
    }
    return v.mismatch != NULL;
}

int mdg_check(struct mdg *m, const struct mdg_model *model, struct mdg_buf *out)
{
    int wrong = 0;
    mdg_putf(m, out, "%-24s %-11s %-14s %8s  %s\n", "objective", "derivative", "input",
             "error", "result");
    for (size_t i = 0; i < model->objectives.count; i++) {
        const struct mdg_objective *o = &model->objectives.data[i];
        int here = 0;
        for (int k = 0; k < o->nkinds; k++) {
            if (o->kinds[k] != MDG_K_VALUE) {
                here += check_function(m, o, o->kinds[k], out);
            }
        }
        int derivation = check_derivation(m, o, out);
        wrong += here ? here : derivation; /* one follows from the other */
    }
    return wrong;
}
