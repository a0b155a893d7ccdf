"""Versions: a schema that changes after the launch.

rename        answers under the names they have now
usage         which answers are in use
diff          what changed, and what of it is in use
migrate       projects and launch.json to the present version
"""
