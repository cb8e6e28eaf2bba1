class BillingRouter:
    """Sends the billing app to the control database, everything else to the default one."""

    app_label = "billing"

    def db_for_read(self, model, **hints):
        return "control" if model._meta.app_label == self.app_label else None

    def db_for_write(self, model, **hints):
        return "control" if model._meta.app_label == self.app_label else None

    def allow_migrate(self, db, app_label, **hints):
        return (db == "control") == (app_label == self.app_label)
