#!/bin/sh
# Shows the environment that a CGI program gets. Not for public servers; it has to be made executable (chmod +x) before it runs.
printf 'Content-Type: text/plain\r\n\r\n'
env | sort
