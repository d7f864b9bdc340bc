"""PRIVATE: answers come in here, and nothing in here is ever imported by what people look at."""
