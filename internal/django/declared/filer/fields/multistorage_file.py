from easy_thumbnails.fields import ThumbnailerField


class MultiStorageFileField(ThumbnailerField):
    pass
