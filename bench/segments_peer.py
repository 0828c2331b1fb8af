#!/usr/bin/env python3
"""Peer of segments.ts: scikit-image's segmenters (Debian: apt-get install python3-skimage), timed in processor time.

Takes a line of JSON each: first {image, size}, a base64 float32 RGB image; then {method, options} until {method: "end"}.
"""
import base64, json, sys, time

try:
    import numpy as np
    import skimage
    from skimage.segmentation import felzenszwalb, quickshift, slic
except ImportError as error:
    print(json.dumps({"absent": f"{sys.executable} has no scikit-image ({error}); name another with --python"}), flush=True)
    sys.exit(0)

methods = {"slic": slic, "quickshift": quickshift, "felzenszwalb": felzenszwalb}
for line in sys.stdin:
    command = json.loads(line)
    if "image" in command:
        flat = np.frombuffer(base64.b64decode(command["image"]), "<f4").astype(float)
        image = flat.reshape(command["size"], command["size"], 3)
        answer = {"version": skimage.__version__}
    elif command["method"] == "end":
        break
    else:
        start = time.process_time()
        labels = methods[command["method"]](image, **command["options"])
        answer = {"ms": (time.process_time() - start) * 1000, "count": len(np.unique(labels))}
    print(json.dumps(answer), flush=True)
