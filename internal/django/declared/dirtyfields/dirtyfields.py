class DirtyFieldsMixin:
    def get_dirty_fields(self, check_relationship=False, check_m2m=None, verbose=False):
        return {}

    def is_dirty(self, check_relationship=False, check_m2m=None):
        return False

    def save_dirty_fields(self):
        self.save(update_fields=self.get_dirty_fields())
