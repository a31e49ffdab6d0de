"""English relative clauses that nothing introduces ("the interview I had on the 18th"): no sentence begins in them."""

from __future__ import annotations

import re


def in_contact(folded: str, at: int) -> bool:
    """ "the interview | I had on the 18th": what somebody had, sent or missed stands before, so nothing begins here."""
    return bool(_THING.search(folded[max(0, at - 40) : at]) and _HAD.match(folded, at))


# A thing of the process, and after it a verb of the speaker's that wants it for its object.
_THING = re.compile(
    r"(?<!\w)(?:the|my|our|your|this|that|an?|any|all|last) (?:\w+ )?"
    r"(?:interviews?|meetings?|calls?|tests?|tasks?|emails?|messages?|letters?|applications?|chats?|conversations?|cv|"
    r"resume|forms?|documents?|assignments?|slots?|appointments?) \Z"
)
_HAD = re.compile(
    r"(?:i|we)(?:'d| had|'ve| have| was| were)? ?"
    r"(?:had|have|attended|did|done|gave|given|sat|booked|received|sent|missed|took|taken|wrote|submitted|made|got) "
    r"(?:on|at|with|last|yesterday|today|this|for|in|to|from|back|earlier|before|and|two|three|"
    r"a (?:week|few|month))(?!\w)"
)
