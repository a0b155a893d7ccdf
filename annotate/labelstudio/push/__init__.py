"""Push: sentences go out, each exactly once.

choose       what to send
order        that, with all a push needs
checklist    everything that must hold before: for push, dry run, adopt and doctor
accounts     accounts for the annotators, after the checks
projects     the project of each annotator, found or made
around       what a task shows around its sentence
move         a launch of version 0.1.0, moved to the page with numbered claims
overlap      how many people each task of a shared project wants
send, merge  missing tasks, sent and counted; what launch.json says then
push         all of it
"""
