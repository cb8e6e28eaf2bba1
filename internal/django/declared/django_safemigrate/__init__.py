class Safe:
    """When a migration may run: before the new code is deployed, after it, or at any time."""

    def __init__(self, when, delay=None):
        self.when = when
        self.delay = delay

    @classmethod
    def always(cls):
        return cls("always")

    @classmethod
    def before_deploy(cls):
        return cls("before_deploy")

    @classmethod
    def after_deploy(cls, *, delay=None):
        return cls("after_deploy", delay)
