#!/usr/bin/env python3
"""Peer of explain.ts: the plain PyTorch of some attribution methods on leaky4, one thread (Debian: apt-get install python3-torch).

Captum itself is not packaged there. What it does is written down without its hooks and checks, so these are a lower bound of its times:
saliency is one backward pass, guided backprop the same with hooks on the ReLUs, Grad-CAM stops at the last convolution, Integrated Gradients
and SmoothGrad are one batched backward pass over 50 points an image. Takes commands from explain.ts, a line of JSON each (explain-protocol.ts).
"""
import json, sys, time

try:
    import torch
    from torch import nn
except ImportError as error:
    print(json.dumps({"absent": f"{sys.executable} has no PyTorch ({error}); name another with --python"}), flush=True)
    sys.exit(0)

clock = time.process_time if "processor" in sys.argv[1:] else time.perf_counter
torch.set_num_threads(1)
torch.manual_seed(0)
POINTS = 50


def leaky4():
    def block(i, o, k, bn):
        return [nn.Conv2d(i, o, k, padding=k // 2), nn.LeakyReLU(0.05)] + ([nn.BatchNorm2d(o)] if bn else []) + [nn.MaxPool2d(2)]
    return nn.Sequential(*block(1, 32, 5, False), *block(32, 64, 3, False), *block(64, 128, 3, True), *block(128, 128, 3, True),
                         nn.Flatten(), nn.Linear(1152, 256), nn.ReLU(), nn.BatchNorm1d(256), nn.Linear(256, 7))


net = leaky4().eval()
LAST = max(i for i, layer in enumerate(net) if isinstance(layer, nn.Conv2d))
for parameter in net.parameters():
    parameter.requires_grad_(False)


def best(scores):
    return scores.gather(1, scores.argmax(1, keepdim=True)).sum()


def gradient(x):
    x = x.detach().requires_grad_()
    return torch.autograd.grad(best(net(x)), x)[0]


def forward(x):
    with torch.no_grad():
        return net(x)


def guided(x):
    hooks = [layer.register_full_backward_hook(lambda _, grads, __: (grads[0].clamp(min=0),)) for layer in net if isinstance(layer, nn.ReLU)]
    try:
        return gradient(x)
    finally:
        for hook in hooks:
            hook.remove()


def grad_cam(x):
    with torch.no_grad():
        a = net[:LAST + 1](x)
    a.requires_grad_()
    g = torch.autograd.grad(best(net[LAST + 1:](a)), a)[0]
    return (g.mean((2, 3), keepdim=True) * a).sum(1)


def integrated_gradients(x):
    target = forward(x).argmax(1).repeat(POINTS)
    alphas = (torch.arange(POINTS) + 0.5) / POINTS
    points = (alphas.view(-1, 1, 1, 1, 1) * x).flatten(0, 1).requires_grad_()
    score = net(points).gather(1, target[:, None]).sum()
    return torch.autograd.grad(score, points)[0].view(POINTS, *x.shape).mean(0) * x


def smooth_grad(x):
    target = forward(x).argmax(1).repeat(POINTS)
    points = (x + 0.1 * torch.randn(POINTS, *x.shape)).flatten(0, 1).requires_grad_()
    score = net(points).gather(1, target[:, None]).sum()
    return torch.autograd.grad(score, points)[0].view(POINTS, *x.shape).mean(0)


METHODS = {
    "saliency": lambda x: gradient(x).abs(),
    "inputXGradient": lambda x: gradient(x) * x,
    "guidedBackprop": guided,
    "gradCam": grad_cam,
    "integratedGradients": integrated_gradients,
    "smoothGrad": smooth_grad,
}


def timed(run, x):
    started = clock()
    run(x)
    return (clock() - started) * 1000


print(json.dumps({"ready": True, "version": f"torch {torch.__version__}"}), flush=True)
for line in sys.stdin:
    command = json.loads(line)
    name = command["method"]
    if name == "end":
        break
    # What is not written down here still tells what a forward pass takes.
    run = METHODS.get(name)
    x = torch.rand(command["batch"], 1, 48, 48)
    times, passes, end = [], [], time.perf_counter() + (command["seconds"] if run else 0)
    while not passes or time.perf_counter() < end:
        passes.append(timed(forward, x))
        if run:
            times.append(timed(run, x))
    print(json.dumps({"times": times, "forward": passes}), flush=True)
