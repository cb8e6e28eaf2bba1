class ModelMeta:
    pass
