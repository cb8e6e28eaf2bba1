class AuditlogModelRegistry:
    def register(self, model=None, include_fields=None, exclude_fields=None, **options):
        return model or (lambda registered: registered)

    def unregister(self, model):
        pass


auditlog = AuditlogModelRegistry()
