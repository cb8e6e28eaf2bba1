from psqlextra.fields.hstore_field import HStoreField
