shell touch /tmp/kit-hostile-made
