/* The stub for lua-language-server and the reference have every name of the language, and
 * the stub is Lua. */
#include "help.h"

#include <CUnit/Basic.h>
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include <stdio.h>
#include <string.h>

static const char *const globals[] = {
#define DECLARATION(name, binding, signature, doc) #name,
#define FUNCTION(name, group, args, binding, kind, signature, doc) #name,
#define ALIAS(name, of) #name,
#include "functions.def"
};

static const char *const methods[] = {
#define METHOD(name, args, binding, kind, signature, doc) #name,
#include "functions.def"
};

static const char *const docs[] = {
#define FUNCTION(name, group, args, binding, kind, signature, doc) doc,
#include "functions.def"
};

static void the_stub_runs_and_defines_every_global(void)
{
    struct mdg *m = mdg_new();
    lua_State *L = luaL_newstate();
    CU_ASSERT_EQUAL_FATAL(luaL_dostring(L, mdg_stub(m)),
                          LUA_OK); /* no library: it needs none */
    for (size_t k = 0; k < sizeof globals / sizeof *globals; k++) {
        int type = lua_getglobal(L, globals[k]);
        if (type != LUA_TFUNCTION) {
            printf("%s is missing\n", globals[k]);
        }
        CU_ASSERT_EQUAL(type, LUA_TFUNCTION);
        lua_pop(L, 1);
    }
    CU_ASSERT_EQUAL(lua_getglobal(L, "pi"), LUA_TNUMBER);
    lua_close(L);
    mdg_free(m);
}

static void the_stub_has_methods_operators_attributes_and_derivatives(void)
{
    struct mdg *m = mdg_new();
    const char *stub = mdg_stub(m);
    static const char *const operators[] = {"add", "sub", "mul", "mod",
                                            "div", "pow", "unm"};
    for (size_t k = 0; k < sizeof operators / sizeof *operators; k++) {
        CU_ASSERT_PTR_NOT_NULL(strstr(stub, mdg_fmt(m, "---@operator %s", operators[k])));
    }
    for (size_t k = 0; k < sizeof methods / sizeof *methods; k++) {
        CU_ASSERT_PTR_NOT_NULL(strstr(stub, mdg_fmt(m, "function Value:%s(", methods[k])));
    }
#define ATTR(name, bits, where, doc) \
    CU_ASSERT_PTR_NOT_NULL(strstr(stub, "---@field " #name "? boolean"));
#include "attrs.def"
#undef ATTR
    for (size_t k = 0; k < sizeof docs / sizeof *docs; k++) {
        const char *derivative = strrchr(docs[k], ';');
        CU_ASSERT_PTR_NOT_NULL_FATAL(derivative);
        CU_ASSERT_PTR_NOT_NULL(
            strstr(stub, mdg_fmt(m, ". Derivative: %s\n", derivative + 2)));
    }
    mdg_free(m);
}

static void parameters_have_the_names_of_the_signature(void)
{
    struct mdg *m = mdg_new();
    const char *stub = mdg_stub(m);
    CU_ASSERT_PTR_NOT_NULL(strstr(stub, "function leaky_relu(A, slope) end"));
    CU_ASSERT_PTR_NOT_NULL(strstr(stub, "function sum(A, axis) end"));
    CU_ASSERT_PTR_NOT_NULL(strstr(stub, "---@param axis? integer"));
    CU_ASSERT_PTR_NOT_NULL(strstr(stub, "function einsum(subscripts, ...) end"));
    CU_ASSERT_PTR_NOT_NULL(strstr(stub, "function Value:rows(i, j) end"));
    CU_ASSERT_PTR_NOT_NULL(strstr(stub, "function matrix(name, m, n, attrs) end"));
    CU_ASSERT_PTR_NULL(
        strstr(stub, "@param ... any")); /* every declaration has its types */
    mdg_free(m);
}

static void the_reference_has_every_name(void)
{
    struct mdg *m = mdg_new();
    const char *text = mdg_help_reference(m);
    for (size_t k = 0; k < sizeof globals / sizeof *globals; k++) {
        CU_ASSERT_PTR_NOT_NULL(strstr(text, mdg_fmt(m, "| `%s", globals[k])));
    }
    mdg_free(m);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite s = CU_add_suite("stub", NULL, NULL);
#define TEST(name) CU_add_test(s, #name, name)
    TEST(the_stub_runs_and_defines_every_global);
    TEST(the_stub_has_methods_operators_attributes_and_derivatives);
    TEST(parameters_have_the_names_of_the_signature);
    TEST(the_reference_has_every_name);
#undef TEST
    CU_basic_set_mode(CU_BRM_VERBOSE);
    CU_basic_run_tests();
    int failed = (int)CU_get_number_of_failures();
    CU_cleanup_registry();
    return failed != 0;
}
