"""What the wheel holds: the packages, and `data/` inside one of them. All else is told in pyproject.toml."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["citetrail*", "flows*", "spiders*", "extractors*"]), "citetrail.data"],
    # A checkout keeps data/ at its top, where people look for it; citetrail/paths.py finds it in either place.
    package_dir={"citetrail.data": "data"},
    package_data={"": ["**/*"]},
    exclude_package_data={"": ["**/__pycache__/*", "**/*.pyc"]},
)
