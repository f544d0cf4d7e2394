"""The second half of a one-time link: a code that only a second person sees, so that no administrator alone opens an account.

The code follows from the link's id and the site's secret key; nothing of it is kept in the database.
"""

import base64
import hashlib
import hmac

from states.text import normalise

LENGTH = 10
"""Letters and digits of base 32: 50 bits, beyond guessing within the life of a link."""


def release_code(invitation_id: str, secret_key: str) -> str:
    """The code of one link, in two groups of five."""
    sealed = hmac.new(secret_key.encode(), f"release/{invitation_id}".encode(), hashlib.sha256).digest()
    code = base64.b32encode(sealed).decode()[:LENGTH]
    return f"{code[:5]}-{code[5:]}"


def releases(invitation_id: str, typed: str, secret_key: str) -> bool:
    """Whether what was typed is the code; spaces, hyphens and small letters do not matter."""
    plain = normalise(typed).replace("-", "").replace(" ", "").upper()
    return hmac.compare_digest(plain.encode(), release_code(invitation_id, secret_key).replace("-", "").encode())
