__all__ = [
    "Script", "Stylesheet", "Media", "MediaDefiningClass", "Widget", "TextInput", "NumberInput", "EmailInput", "URLInput",
    "ColorInput", "SearchInput", "TelInput", "PasswordInput", "HiddenInput", "MultipleHiddenInput", "FileInput",
    "ClearableFileInput", "Textarea", "DateInput", "DateTimeInput", "TimeInput", "CheckboxInput", "Select",
    "NullBooleanSelect", "SelectMultiple", "RadioSelect", "CheckboxSelectMultiple", "MultiWidget", "SplitDateTimeWidget",
    "SplitHiddenDateTimeWidget", "SelectDateWidget",
]

MEDIA_TYPES = ("css", "js")
FILE_INPUT_CONTRADICTION = object()


class MediaOrderConflictWarning(RuntimeWarning):
    pass


class MediaAsset:
    pass


class Script(MediaAsset):
    pass


class Stylesheet(MediaAsset):
    pass


class Media:
    pass


def media_property(cls): ...
def boolean_check(v): ...


class MediaDefiningClass(type):
    pass


class Widget:
    pass


class Input(Widget):
    pass


class TextInput(Input):
    pass


class NumberInput(Input):
    pass


class EmailInput(Input):
    pass


class URLInput(Input):
    pass


class ColorInput(Input):
    pass


class SearchInput(Input):
    pass


class TelInput(Input):
    pass


class PasswordInput(Input):
    pass


class HiddenInput(Input):
    pass


class MultipleHiddenInput(HiddenInput):
    pass


class FileInput(Input):
    pass


class ClearableFileInput(FileInput):
    pass


class Textarea(Widget):
    pass


class DateTimeBaseInput(TextInput):
    pass


class DateInput(DateTimeBaseInput):
    pass


class DateTimeInput(DateTimeBaseInput):
    pass


class TimeInput(DateTimeBaseInput):
    pass


class CheckboxInput(Input):
    pass


class ChoiceWidget(Widget):
    pass


class Select(ChoiceWidget):
    pass


class NullBooleanSelect(Select):
    pass


class SelectMultiple(Select):
    pass


class RadioSelect(ChoiceWidget):
    pass


class CheckboxSelectMultiple(RadioSelect):
    pass


class MultiWidget(Widget):
    pass


class SplitDateTimeWidget(MultiWidget):
    pass


class SplitHiddenDateTimeWidget(SplitDateTimeWidget):
    pass


class SelectDateWidget(Widget):
    pass
