class DocumentChooserBlock:
    pass
