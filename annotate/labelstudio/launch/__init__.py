"""Launch: what is on which server, and who got which sentence.

model, file   the launch, and launch.json
edits         launched sentences whose articles changed
tasks, checks what must hold before anything is sent
merge         the launch after a push
"""
