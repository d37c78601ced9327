"""What can go wrong when asking a service. Every message is a sentence for a person."""


class ServiceError(Exception):
    """A service could not be asked; the query that needed it is reported as failed, the others go on."""


class Refused(ServiceError):
    """The service will not answer this request (400, 401, 403): asking again changes nothing."""


class NotThere(ServiceError):
    """The service does not know the thing asked for (404)."""


class AskLess(ServiceError):
    """The answer was too large or too slow for the service: a smaller page may come."""


class AnswerFault(Exception):
    """One answer that is no use: it is asked for again. `wait` is what the service asked for, in seconds."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


class Slow(AnswerFault):
    """No answer in time, or one that says so: a smaller page may come."""


class Limited(AnswerFault):
    """Too many requests: ours, or those of everyone who shares the service."""
