"""JAX on the processor: jit of value_and_grad, of a jvp of grad, of hessian."""

import jax
import jax.numpy as np
import jax.scipy.linalg
import models

VERSION = "JAX " + jax.__version__

jax.config.update("jax_enable_x64", True)


class Functions:
    tanh, exp, log, eye, einsum, diagonal, hstack = np.tanh, np.exp, np.log, np.eye, np.einsum, np.diagonal, np.hstack
    softplus, logsumexp = jax.nn.softplus, jax.scipy.special.logsumexp
    cholesky, solve = np.linalg.cholesky, np.linalg.solve

    @staticmethod
    def cross_entropy(Z, y):
        return -np.take_along_axis(jax.nn.log_softmax(Z), y[:, None], 1).sum() / Z.shape[0]

    @staticmethod
    def cholesky_solve(L, b):
        return jax.scipy.linalg.cho_solve((L, True), b)

    @staticmethod
    def strictly_lower(d):
        return np.tril(np.ones((d, d)), -1)


def _outputs(row, names, formula):
    """The function of all inputs that gives what is wanted."""
    wrt = tuple(names.index(name) for name in row.wrt)

    def value(*inputs):
        return formula(Functions, **{name: x for name, x in zip(names, inputs) if name != "v"})

    def hvp(*inputs):
        at, v = inputs[wrt[0]], inputs[names.index("v")]

        def gradient(w):
            return jax.grad(value, wrt[0])(*inputs[: wrt[0]], w, *inputs[wrt[0] + 1 :])

        return jax.jvp(gradient, (at,), (v,))[1]

    return {
        "value": value,
        "value_grad": jax.value_and_grad(value, wrt),
        "hvp": hvp,
        "hessian": jax.hessian(value, wrt[0] if wrt else 0),
    }[row.kind]


def prepare(row, inputs, variant):
    function = jax.jit(_outputs(row, list(inputs), getattr(models, variant)))
    arrays = [np.asarray(x) for x in inputs.values()]
    return {"jax": lambda: jax.block_until_ready(function(*arrays))}


def flatten(result):
    return jax.tree_util.tree_leaves(result)
