class AdminSite:
    def __init__(self, name="admin"):
        self.name = name

    def register(self, model_or_iterable, admin_class=None, **options):
        pass

    def unregister(self, model_or_iterable):
        pass


site = AdminSite()
