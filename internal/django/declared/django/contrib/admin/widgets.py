from django.forms.widgets import (
    ClearableFileInput,
    DateInput,
    EmailInput,
    NumberInput,
    RadioSelect,
    Select,
    SelectMultiple,
    SplitDateTimeWidget,
    TextInput,
    Textarea,
    TimeInput,
    URLInput,
    Widget,
)


class FilteredSelectMultiple(SelectMultiple):
    pass


class DateTimeWidgetContextMixin:
    pass


class BaseAdminDateWidget(DateTimeWidgetContextMixin, DateInput):
    pass


class AdminDateWidget(BaseAdminDateWidget):
    pass


class BaseAdminTimeWidget(DateTimeWidgetContextMixin, TimeInput):
    pass


class AdminTimeWidget(BaseAdminTimeWidget):
    pass


class AdminSplitDateTime(SplitDateTimeWidget):
    pass


class AdminRadioSelect(RadioSelect):
    pass


class AdminFileWidget(ClearableFileInput):
    pass


class ForeignKeyRawIdWidget(TextInput):
    pass


class ManyToManyRawIdWidget(ForeignKeyRawIdWidget):
    pass


class RelatedFieldWidgetWrapper(Widget):
    pass


class AdminTextareaWidget(Textarea):
    pass


class AdminTextInputWidget(TextInput):
    pass


class AdminEmailInputWidget(EmailInput):
    pass


class AdminURLFieldWidget(URLInput):
    pass


class AdminIntegerFieldWidget(NumberInput):
    pass


class AdminBigIntegerFieldWidget(AdminIntegerFieldWidget):
    pass


class AdminUUIDInputWidget(TextInput):
    pass


class AutocompleteMixin:
    pass


class AutocompleteSelect(AutocompleteMixin, Select):
    pass


class AutocompleteSelectMultiple(AutocompleteMixin, SelectMultiple):
    pass
