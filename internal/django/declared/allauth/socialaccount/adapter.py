

class DefaultSocialAccountAdapter:
    pass
