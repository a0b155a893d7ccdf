"""What a hostile day does to the commands, for benchmarks/campaign.py.

conditions                  every command, and what is around it: disks, pipes, Ctrl-C, clocks
fired                       cuts and kills of the four commands that move work
commands  trials  mutants   what is tried
places    field             a folder with everything in it; a server behind proxies
run       watched           one command in a process; one call in this process
outcome                     what was counted, the log and its table
"""
