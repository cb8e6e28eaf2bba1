class BaseField:
    def __init__(self, field_name, **kwargs):
        self.field_name = field_name


class SearchField(BaseField):
    pass


class AutocompleteField(BaseField):
    pass


class FilterField(BaseField):
    pass


class RelatedFields:
    def __init__(self, field_name, fields):
        self.field_name = field_name
        self.fields = fields


class Indexed:
    search_fields = []
