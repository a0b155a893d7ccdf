"""Launch: what is on which server, and who got which sentence.

model, file   the launch, and launch.json
edits         launched sentences whose articles changed
tasks         its tasks on the server
checks        whether it is still the one that was launched
ours          which projects with its mark are its own
"""
