from .sign_in_request import SignInRequest

__all__ = ["SignInRequest"]
