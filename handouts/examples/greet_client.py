"""The same client in Python. Usage: greet_client.py HOST PORT"""
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
with socket.create_connection((host, port)) as connection:
    while chunk := connection.recv(512):
        sys.stdout.write(chunk.decode())
