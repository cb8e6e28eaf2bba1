class LogEntryAdminMixin:
    pass


class LogAccessMixin:
    pass


class AuditlogHistoryAdminMixin:
    pass
