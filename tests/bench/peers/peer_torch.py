"""PyTorch on the processor: eager with autograd, and compiled (torch.compile; before version 2 a traced script)."""

import os

import models
import torch
import torch.nn.functional

VERSION = "PyTorch " + torch.__version__
COMPILED = hasattr(torch, "compile") and hasattr(torch, "func")

torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
torch.set_default_dtype(torch.float64)
if COMPILED:
    import torch._dynamo
    import torch._inductor.config

    torch._inductor.config.compile_threads = 1
    torch._dynamo.config.recompile_limit = 1000


class Functions:
    tanh, exp, log, eye, einsum, diagonal = torch.tanh, torch.exp, torch.log, torch.eye, torch.einsum, torch.diagonal
    hstack, logsumexp = torch.hstack, torch.logsumexp
    softplus = torch.nn.functional.softplus
    cross_entropy = torch.nn.functional.cross_entropy
    cholesky, solve = torch.linalg.cholesky, torch.linalg.solve

    @staticmethod
    def cholesky_solve(L, b):
        return torch.cholesky_solve(b[:, None], L)[:, 0] if b.dim() == 1 else torch.cholesky_solve(b, L)

    @staticmethod
    def strictly_lower(d):
        return torch.tril(torch.ones(d, d), -1)


def _formula(row, names, formula):
    def value(*inputs):
        return formula(Functions, **{name: x for name, x in zip(names, inputs) if name != "v"})

    return value


def _eager(row, names, value):
    """value_grad, hvp or hessian by torch.autograd."""
    wrt = [names.index(name) for name in row.wrt]

    def value_grad(*inputs):
        inputs = list(inputs)
        for k in wrt:
            inputs[k] = inputs[k].detach().requires_grad_()
        result = value(*inputs)
        return (result.detach(), *torch.autograd.grad(result, [inputs[k] for k in wrt]))

    def hvp(*inputs):
        w = inputs[wrt[0]].detach().requires_grad_()
        (g,) = torch.autograd.grad(value(*inputs[: wrt[0]], w, *inputs[wrt[0] + 1 :]), w, create_graph=True)
        return torch.autograd.grad(g, w, inputs[names.index("v")])

    def hessian(*inputs):
        return torch.autograd.functional.hessian(
            lambda w: value(*inputs[: wrt[0]], w, *inputs[wrt[0] + 1 :]), inputs[wrt[0]], vectorize=True
        )

    def plain(*inputs):
        with torch.no_grad():
            return value(*inputs)

    return {"value": plain, "value_grad": value_grad, "hvp": hvp, "hessian": hessian}[row.kind]


def _functional(row, names, value):
    """The same without side effects, so that the compiler sees value and derivatives as one graph."""
    wrt = tuple(names.index(name) for name in row.wrt)

    def value_grad(*inputs):
        gradients, result = torch.func.grad_and_value(value, wrt)(*inputs)
        return (result, *gradients)

    def hvp(*inputs):
        def gradient(w):
            return torch.func.grad(value, wrt[0])(*inputs[: wrt[0]], w, *inputs[wrt[0] + 1 :])

        return torch.func.jvp(gradient, (inputs[wrt[0]],), (inputs[names.index("v")],))[1]

    if row.kind == "hessian":
        return torch.func.hessian(value, wrt[0])
    return {"value": value, "value_grad": value_grad, "hvp": hvp}[row.kind]


def prepare(row, inputs, variant):
    names = list(inputs)
    value = _formula(row, names, getattr(models, variant))
    arrays = [
        torch.as_tensor(x).long() if name == "y" and x.dtype.kind == "i" else torch.as_tensor(x)
        for name, x in inputs.items()
    ]
    eager = _eager(row, names, value)
    if COMPILED:
        compiled = torch.compile(_functional(row, names, value), dynamic=False)
    else:
        compiled = _eager(row, names, torch.jit.trace(value, arrays))

    def run():
        with torch.no_grad():
            return compiled(*arrays)

    return {"torch": lambda: eager(*arrays), "torch compiled": run if COMPILED else lambda: compiled(*arrays)}


def flatten(result):
    return [result] if isinstance(result, torch.Tensor) else list(result)
