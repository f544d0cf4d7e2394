"""The screens, and what starts the house.

Starting makes some half a million objects, and nearly all of them stay. Python's collector would look at them again and again
while they are made; it is told here, before anything else is loaded, to look less often. Pages make few cycles.
"""

import gc

gc.set_threshold(50_000, 20, 50)
