/* --stub: the language for lua-language-server, in LuaCATS annotations. An editor that has
 * the file in its library completes names, shows shapes and derivatives, and marks misspelt
 * ones. */
#include "help.h"
#include "version.h"

#include <string.h>

/* Fixed text: types and operators. Strings of less than 4096 bytes, as C99 promises. */
static const char *const prelude[] = {
    "---@meta\n"
    "---The language of mdgen specs, for lua-language-server. Made by mdgen --stub, mdgen ",
    MDG_VERSION,
    ".\n"
    "---Put this file's folder into the setting Lua.workspace.library. It is never run.\n"
    "\n"
    "---A size: a dim, an integer, or a sum, difference or product of these. As a number "
    "it is its value.\n"
    "---@class mdgen.Size\n"
    "---@operator add(mdgen.Size|integer): mdgen.Size\n"
    "---@operator sub(mdgen.Size|integer): mdgen.Size\n"
    "---@operator mul(mdgen.Size|integer): mdgen.Size\n"
    "---@operator div(mdgen.Operand): mdgen.Value\n"
    "---@operator pow(number): mdgen.Value\n"
    "---@operator unm: mdgen.Size\n"
    "\n"
    "---An expression: a scalar, vector, matrix or tensor.\n"
    "---@class mdgen.Value\n"
    "---@field T mdgen.Value transpose\n"
    "---A + B, element-wise; axes of size 1 are broadcast\n"
    "---@operator add(mdgen.Operand): mdgen.Value\n"
    "---A - B, element-wise; axes of size 1 are broadcast\n"
    "---@operator sub(mdgen.Operand): mdgen.Value\n"
    "---A * B, the matrix product; or a scalar times anything\n"
    "---@operator mul(mdgen.Operand): mdgen.Value\n"
    "---A % B, the element-wise product; axes of size 1 are broadcast\n"
    "---@operator mod(mdgen.Operand): mdgen.Value\n"
    "---A / B, element-wise; axes of size 1 are broadcast\n"
    "---@operator div(mdgen.Operand): mdgen.Value\n"
    "---A ^ p, a power of a scalar, or an integer power of a square matrix; A^-1 is the "
    "inverse\n"
    "---@operator pow(mdgen.Operand): mdgen.Value\n"
    "---@operator unm: mdgen.Value\n"
    "local Value = {}\n"
    "\n"
    "---@alias mdgen.Operand mdgen.Value|mdgen.Size|number\n"
    "---@alias mdgen.Index mdgen.Size|integer\n"
    "\n",
    "---@class mdgen.DimOptions\n"
    "---@field typical? number what the cost model expects\n"
    "\n"
    "---What a spec asks for.\n"
    "---@class mdgen.Mapping\n"
    "---@field name string the first part of the names of the generated functions\n"
    "---@field value mdgen.Operand\n"
    "---@field wrt? mdgen.Value[] the inputs to differentiate by\n"
    "---@field doc? string\n"
    "---@field emit? (\"value\"|\"jvp\"|\"vjp\"|\"jacobian\"|\"jacobian_t\")[]\n"
    "\n"
    "---@class mdgen.Objective\n"
    "---@field name string the first part of the names of the generated functions\n"
    "---@field value mdgen.Operand a scalar\n"
    "---@field wrt? mdgen.Value[] the inputs to differentiate by\n"
    "---@field doc? string\n"
    "---@field emit? (\"value\"|\"grad\"|\"value_grad\"|\"jvp\"|\"hvp\"|\"hessian\")[]\n"
    "---@field prepare? mdgen.Value[] inputs that stay the same over many calls\n"
    "\n"
    "---Promises about an input.\n"
    "---@class mdgen.Attributes\n"
    "---@field doc? string\n"
#define ATTR(name, bits, where, doc) "---@field " #name "? boolean " doc "\n"
#include "attrs.def"
#undef ATTR
    "\n"
    "---@type number\n"
    "pi = 3.141592653589793\n"
    "\n",
};

/* Parameters of declarations, which take other things than expressions. */
static const struct {
    const char *name, *parameters, *returns, *list;
} declarations[] = {
    {"dims", "---@param names string separated by blanks or commas\n", "mdgen.Size ...",
     "names"},
    {"dim", "---@param name string\n---@param options? mdgen.DimOptions\n", "mdgen.Size",
     "name, options"},
    {"scalar", "---@param name string\n---@param attrs? mdgen.Attributes\n", "mdgen.Value",
     "name, attrs"},
    {"vector",
     "---@param name string\n---@param n mdgen.Index\n---@param attrs? mdgen.Attributes\n",
     "mdgen.Value", "name, n, attrs"},
    {"matrix",
     "---@param name string\n---@param m mdgen.Index\n---@param n mdgen.Index\n---@param "
     "attrs? mdgen.Attributes\n",
     "mdgen.Value", "name, m, n, attrs"},
    {"tensor",
     "---@param name string\n---@param shape mdgen.Index[]\n---@param attrs? "
     "mdgen.Attributes\n",
     "mdgen.Value", "name, shape, attrs"},
    {"labels",
     "---@param name string\n---@param n mdgen.Index\n---@param K mdgen.Index\n---@param "
     "attrs? mdgen.Attributes\n",
     "mdgen.Value", "name, n, K, attrs"},
    {"objective", "---@param what mdgen.Objective\n", NULL, "what"},
    {"mapping", "---@param what mdgen.Mapping\n", NULL, "what"},
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The k-th name between the parentheses of a signature; NULL if that is no plain name. */
static const char *parameter(struct mdg *m, const char *signature, int k)
{
    const char *p = strchr(signature, '(');
    for (; p && k > 0; k--) {
        p = strpbrk(p + 1, ",)");
        p = p && *p == ',' ? p : NULL;
    }
    if (!p) {
        return NULL;
    }
    p += 1 + strspn(p + 1, " [,");
    size_t n = 0;
    while (is_letter(p[n])) {
        n++;
    }
    return n && p[n] && strchr(",)[]", p[n]) ? mdg_fmt(m, "%.*s", (int)n, p) : NULL;
}

struct parameters {
    struct mdg_buf doc, list;
};

static void add_parameter(struct mdg *m, struct parameters *p, const char *name,
                          const char *optional, const char *type)
{
    mdg_putf(m, &p->doc, "---@param %s%s %s\n", name, optional, type);
    mdg_putf(m, &p->list, "%s%s", p->list.count ? ", " : "", name);
}

/* From the letters of `args` (functions.def). skip: the first one is the object of a
 * method. */
static struct parameters parameters(struct mdg *m, const char *args, const char *signature,
                                    int skip)
{
    static const char *const plain[] = {"A", "B", "C", "D"};
    struct parameters p = {{0}, {0}};
    for (int k = skip; args[k]; k++) {
        const char *name = parameter(m, signature, k - skip);
        name = name ? name : plain[k < 4 ? k : 3];
        switch (args[k]) {
        case 'v':
            add_parameter(m, &p, name, "", "mdgen.Operand");
            break;
        case 'V':
            add_parameter(m, &p, "...", "", "mdgen.Operand");
            break;
        case 's':
            add_parameter(m, &p, name, "", "mdgen.Index");
            break;
        case 'S':
            add_parameter(m, &p, "...", "", "mdgen.Index");
            break;
        case 'a':
            add_parameter(m, &p, name, "?", "integer from 1");
            break;
        case 't':
            add_parameter(m, &p, "subscripts", "", "string");
            break;
        case 'A':
            add_parameter(m, &p, "...", "", "string names of attributes");
            break;
        default:
            add_parameter(m, &p, "rows", "", "number[]|number[][]");
            break;
        }
    }
    return p;
}

/* The comment above a function: signature, what it is, its derivative. */
static void put_doc(struct mdg *m, struct mdg_buf *b, const char *signature,
                    const char *doc, bool derivative)
{
    const char *semicolon = derivative ? strrchr(doc, ';') : NULL;
    mdg_putf(m, b, "---`%s`\n---\n---", signature);
    if (semicolon) {
        mdg_putf(m, b, "%.*s. Derivative: %s\n", (int)(semicolon - doc), doc,
                 semicolon + 2);
    } else {
        mdg_putf(m, b, "%s\n", doc);
    }
}

static void put_function(struct mdg *m, struct mdg_buf *b, const char *name,
                         const char *args, const char *signature, const char *doc,
                         bool method)
{
    struct parameters p = parameters(m, args, signature, method);
    put_doc(m, b, signature, doc, !method);
    mdg_putf(m, b, "%s---@return mdgen.Value\nfunction %s%s(%s) end\n\n",
             p.doc.count ? p.doc.data : "", method ? "Value:" : "", name,
             p.list.count ? p.list.data : "");
}

static void put_declaration(struct mdg *m, struct mdg_buf *b, const char *name,
                            const char *signature, const char *doc)
{
    const char *taken = "---@param ... any\n", *returns = "any", *list = "...";
    for (size_t k = 0; k < sizeof declarations / sizeof *declarations; k++) {
        if (strcmp(declarations[k].name, name) == 0) {
            taken = declarations[k].parameters;
            returns = declarations[k].returns;
            list = declarations[k].list;
        }
    }
    put_doc(m, b, signature, doc, false);
    mdg_put(m, b, taken);
    if (returns) {
        mdg_putf(m, b, "---@return %s\n", returns);
    }
    mdg_putf(m, b, "function %s(%s) end\n\n", name, list);
}

const char *mdg_stub(struct mdg *m)
{
    struct mdg_buf b = {0};
    for (size_t k = 0; k < sizeof prelude / sizeof *prelude; k++) {
        mdg_put(m, &b, prelude[k]);
    }
#define DECLARATION(name, binding, signature, doc) \
    put_declaration(m, &b, #name, signature, doc);
#define FUNCTION(name, group, args, binding, kind, signature, doc) \
    put_function(m, &b, #name, args, signature, doc, false);
#define METHOD(name, args, binding, kind, signature, doc) \
    put_function(m, &b, #name, args, signature, doc, true);
#define ALIAS(name, of) \
    mdg_putf(m, &b, "---The same as `%s`.\n%s = %s\n\n", #of, #name, #of);
#include "functions.def"
    return b.data;
}
