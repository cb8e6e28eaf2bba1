from multiselectfield.db.fields import MultiSelectField, SortMultiSelectField
