"""What kind of fault an endpoint's error is: tried again, asked in another format, or said."""

from __future__ import annotations

import enum
import json

from puentes.errors import EngineBadAnswer, EngineError, EngineRefused, EngineTimeout, EngineUnavailable


class Fault(enum.Enum):
    """PASSING faults are tried again; FORMAT ones are asked again in a simpler format; the others end the try."""

    PASSING = "passing"
    FORMAT = "format"
    REFUSED = "refused"
    BAD = "bad"

    def error(self, cause: Exception) -> EngineError:
        """The error to raise when it is not tried again."""
        import openai

        if isinstance(cause, EngineError):
            return cause
        if isinstance(cause, openai.APITimeoutError):
            return EngineTimeout(self.why(cause))
        if isinstance(cause, openai.APIConnectionError):
            return EngineUnavailable(self.why(cause))
        if self is Fault.REFUSED or (isinstance(cause, openai.APIStatusError)):
            return EngineRefused(self.why(cause))
        return EngineBadAnswer(self.why(cause))

    def why(self, cause: Exception) -> str:
        """One line about the cause, without what was sent."""
        import openai

        if isinstance(cause, EngineError):
            return str(cause)
        if isinstance(cause, openai.APITimeoutError):
            return "the endpoint did not answer in time"
        if isinstance(cause, openai.APIStatusError):
            return f"the endpoint answered {cause.status_code} {_reason(cause)}".rstrip()
        if isinstance(cause, openai.APIConnectionError) or "httpx" in type(cause).__module__:
            return "the connection to the endpoint failed or broke"
        return f"the endpoint's answer cannot be read ({type(cause).__name__})"


def classify(error: Exception) -> Fault:
    """The kind of fault. 429, 5xx and connection loss pass; 400, 415, 422 and 501 may be about the format."""
    import openai

    if isinstance(error, EngineRefused):
        return Fault.REFUSED
    if isinstance(error, EngineError | json.JSONDecodeError | UnicodeError):
        return Fault.BAD
    if isinstance(error, openai.APIStatusError):
        if error.status_code in {400, 415, 422, 501}:
            return Fault.FORMAT
        # A quota that is used up comes back as 429 too, and no waiting mends it.
        if error.status_code == 429 and "insufficient_quota" in str(getattr(error, "code", "")):
            return Fault.REFUSED
        return Fault.PASSING if error.status_code in {408, 409, 429} or error.status_code >= 500 else Fault.REFUSED
    if isinstance(error, openai.APIConnectionError) or "httpx" in type(error).__module__ or isinstance(error, OSError):
        return Fault.PASSING
    return Fault.BAD


def _reason(error: Exception) -> str:
    message = getattr(error, "body", None)
    if isinstance(message, dict):
        inner = message.get("error", message)
        message = inner.get("message") if isinstance(inner, dict) else inner
    # An endpoint may quote the prompt back; a short piece of one line is enough to see what it is about.
    return f"({' '.join(message.split())[:120]})" if isinstance(message, str) and message.strip() else ""
