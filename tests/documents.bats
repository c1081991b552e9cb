# The solutions talk to programs that they were not written for: the documents' own Python programs, nc, socat.
load helpers/common

setup() {
  needs_private_network
  cd "$BATS_TEST_TMPDIR"
  "${COMPILE[@]}" "$ROOT/solutions/05-socket-echo/echo_server.c" -o echo_server
  "${COMPILE[@]}" "$ROOT/solutions/05-socket-echo/echo_client.c" -o echo_client
  mkfifo said
}

# The client of the course's documents.
write_python_client() {
  cat >client.py <<'PYTHON'
import socket

def main():
    # Create a socket object
    client_socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)

    # Server address and port
    server_address = ('localhost', 8888)

    try:
        # Connect to the server
        client_socket.connect(server_address)

        # Send data to server
        message = "hello"
        client_socket.sendall(message.encode())

        # Receive response from server
        response = client_socket.recv(1024).decode()
        print(f"Received response from server: {response}")

    except Exception as e:
        print(f"Error: {e}")
    finally:
        # Close the socket
        client_socket.close()

if __name__ == "__main__":
    main()
PYTHON
}

# A server like the one in the course's documents, in Python.
write_python_server() {
  cat >server.py <<'PYTHON'
import socket
import sys

port = int(sys.argv[1])
with socket.create_server(("127.0.0.1", port)) as server:
    print("Waiting for incoming connections...", flush=True)
    client, address = server.accept()
    with client:
        while data := client.recv(2000):
            print("Received:", data.decode(), flush=True)
            client.sendall(data)
    print("Client disconnected", flush=True)
PYTHON
}

# Start a server, and when it says that it waits, a client; then print what the server said and how it ended.
# Arguments: the server's command; the client's command. Both are for bash.
converse() {
  in_private_network timeout 20 bash -c '
    eval "$1" >said &
    exec 3<said
    read -r line <&3
    echo "server: $line"
    eval "$2" | sed "s/^/client: /"
    sed "s/^/server: /" <&3
    wait $!
    echo "server ended with $?"' bash "$1" "$2"
}

expect_echo() {
  diff - <(echo "$output") <<<"server: Waiting for incoming connections...
client: $1
server: Received: hello
server: Client disconnected
server ended with 0"
}

@test "the echo server answers the documents' Python client" {
  write_python_client
  run converse ./echo_server 'python3 client.py'
  expect_echo "Received response from server: hello"
}

@test "the echo server answers nc" {
  run converse ./echo_server 'printf hello | nc -N 127.0.0.1 8888; echo'
  expect_echo hello
}

@test "the echo server answers socat" {
  run converse './echo_server 9999' 'printf hello | socat - TCP4:127.0.0.1:9999; echo'
  expect_echo hello
}

@test "the echo client talks to a Python server" {
  write_python_server
  run converse 'python3 server.py 8888' ./echo_client
  expect_echo "Received response from server: hello"
}

@test "the echo client talks to a Python server on another port" {
  write_python_server
  run converse 'python3 server.py 9999' './echo_client 9999'
  expect_echo "Received response from server: hello"
}

@test "the echo client talks to the echo server" {
  run converse ./echo_server ./echo_client
  expect_echo "Received response from server: hello"
}
