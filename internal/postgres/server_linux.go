package postgres

import "syscall"

// dieWithParent lets the kernel end the server when we are killed.
func dieWithParent(attributes *syscall.SysProcAttr) { attributes.Pdeathsig = quit }
