from modelsearch.index import AutocompleteField, BaseField, FilterField, Indexed, RelatedFields, SearchField
